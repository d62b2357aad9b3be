extension Interpreter {
  /// check expr, message: a failure is told and the run goes on; `require` stops it.
  func check(_ condition: Expression, _ message: Expression?, isRequired: Bool) throws {
    let (passed, detail) = try judge(condition)
    let message = try message.map { try evaluate($0).text } ?? condition.span.text
    checksRun += 1
    emit(
      .check(CheckResult(passed: passed, message: message, detail: detail, span: condition.span)))
    guard !passed else { return }
    checksFailed += 1
    let failure = Diagnostic(
      .check, message, at: condition.span, hint: detail.isEmpty ? nil : detail)
    emit(.diagnostic(failure))
    if isRequired { throw failure }
  }

  /// The truth of the condition and, for a comparison, what stood on its sides.
  private func judge(_ condition: Expression) throws -> (Bool, String) {
    guard case .binary(let operation, let left, let right, let span) = condition.kind,
      operation.isComparison
    else {
      return (try truth(of: condition), "")
    }
    let (leftValue, leftText) = try side(left)
    let (rightValue, rightText) = try side(right)
    let value = try apply(operation, leftValue, rightValue, at: span)
    guard case .bool(let truth) = value else {
      throw Diagnostic(
        .type, "expected true or false, got \(value.typeNameWithArticle)", at: condition.span,
        hint: "all(...) or any(...) makes one truth of many")
    }
    return (truth, "left side \(leftText), right side \(rightText)")
  }

  /// A side's value, and its text with the values it was computed from: "36.214 = 1066440 / 29448".
  private func side(_ expression: Expression) throws -> (Value, String) {
    guard case .binary(let operation, let left, let right, let span) = expression.kind else {
      let value = try evaluate(expression)
      return (value, brief(value))
    }
    let (leftValue, rightValue) = (try evaluate(left), try evaluate(right))
    let value = try apply(operation, leftValue, rightValue, at: span)
    return (
      value, "\(brief(value)) = \(brief(leftValue)) \(operation.rawValue) \(brief(rightValue))"
    )
  }

  /// Numbers with five significant digits, everything else cut to a line's length.
  private func brief(_ value: Value) -> String {
    let text = value.brief(significantDigits: 5)
    return text.count <= 60 ? text : text.prefix(57) + "..."
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contains: true
    default: false
    }
  }
}
