extension Interpreter {
  func evaluate(_ expression: Expression) throws -> Value {
    if stack.isExhausted { throw tooDeep(expression.span) }
    switch expression.kind {
    case .literal(let value): return value
    case .string(let segments): return try string(segments)
    case .name(let name): return try lookup(name, at: expression.span)
    case .list(let elements): return .list(try elements.map { try evaluate($0) })
    case .record(let entries):
      return .record(Record(try entries.map { ($0.key.text, try evaluate($0.value)) }))
    case .function(let definition):
      return .function(UserFunction(name: "", definition, scope: scope, span: expression.span))
    case .negation(let operand):
      let value = try evaluate(operand)
      return try located(expression.span) { try negated(value) }
    case .binary(let operation, let left, let right, let operatorSpan):
      return try apply(operation, try evaluate(left), try evaluate(right), at: operatorSpan)
    case .logical(let operation, let left, let right): return try logical(operation, left, right)
    case .not(let operand): return .bool(try !truth(of: operand))
    case .range(let first, let last, let step):
      return try range(first, last, step, at: expression.span)
    case .call(let callee, let arguments): return try call(callee, arguments, at: expression.span)
    case .field(let subject, let name):
      let value = try evaluate(subject)
      return try field(name, of: value, subject)
    case .index(let subject, let subscripts):
      let value = try evaluate(subject)
      let subscripts = try self.subscripts(subscripts)
      return try located(expression.span) { try element(of: value, at: subscripts) }
    }
  }

  /// Gives errors without a place this one.
  func located<Result>(_ span: Span, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw Diagnostic(error).located(at: span)
    }
  }

  func tooDeep(_ span: Span) -> Diagnostic {
    Diagnostic(.limit, "calls are nested too deeply", at: span, hint: "does the recursion end?")
  }

  // MARK: Names

  private func lookup(_ name: String, at span: Span) throws -> Value {
    if let value = scope.lookup(name) { return value }
    if let command = commands[name] { return .function(CommandFunction(command: command)) }
    throw unknown(name, at: span)
  }

  func unknown(_ name: String, at span: Span) -> Diagnostic {
    UnknownName(name, at: span).diagnostic(known: scope.visibleNames, commands: commands)
  }

  /// A field; where there is none, with the command or the other spelling that was meant.
  private func field(_ name: Name, of value: Value, _ subject: Expression) throws -> Value {
    do {
      return try Indexing.field(name.text, of: value)
    } catch {
      var fault = Diagnostic(error).located(at: name.span)
      fault.hint = habit(name, subject) ?? fault.hint ?? method(name, subject)
      throw fault
    }
  }

  private func habit(_ name: Name, _ subject: Expression) -> String? {
    let after = name.span.source.line(name.span.line).dropFirst(name.span.column - 1)
    let path = after.prefix { $0.isLetter || $0.isNumber || "_/".contains($0) }
    if path.contains("/"), case .name(let net) = subject.kind, !path.hasSuffix("/") {
      return UnknownName.layerHint(net, path)
    }
    return ForeignHabits.fields[name.text]
  }

  /// `x.sort()`: commands are no methods.
  private func method(_ name: Name, _ subject: Expression) -> String? {
    commands[name.text] == nil ? nil : "write \(name.text)(\(subject.span.text))"
  }

  // MARK: Operators

  func apply(_ operation: BinaryOperator, _ left: Value, _ right: Value, at span: Span) throws
    -> Value
  {
    try located(span) {
      guard mayTakeLong(operation, left, right) else {
        return try Operators.apply(operation, left, right)
      }
      return try interruptibly(operation.rawValue) { _ in
        try Operators.apply(operation, left, right)
      }
    }
  }

  /// Operators cannot be asked to stop: what they may have to do is estimated.
  private func mayTakeLong(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Bool {
    let (a, b) = (left.size, right.size)
    switch (operation, left) {
    case (.matrixProduct, _):
      return left.isLarge || right.isLarge || a * b > 100 * Self.manyElements
    case (.add, .list), (.add, .string): return a + b > Self.manyElements
    // Elements are compared with what they hold.
    case (_, .list), (_, .record): return left.isLarge || right.isLarge
    // A column and a row of a thousand numbers make a million. Of equal sizes they may be a column
    // and a row, too, but seldom are.
    default: return a * b > Self.manyElements * (a == b ? 100 : 1)
    }
  }

  /// So many are done in a few milliseconds.
  private static let manyElements = 1e6

  /// Strictly true or false.
  func truth(of expression: Expression) throws -> Bool {
    let value = try evaluate(expression)
    guard case .bool(let truth) = value else {
      throw Diagnostic(
        .type, "expected true or false, got \(value.typeNameWithArticle)", at: expression.span,
        hint: "compare it with something")
    }
    return truth
  }

  private func logical(_ operation: LogicalOperator, _ left: Expression, _ right: Expression) throws
    -> Value
  {
    let first = try truth(of: left)
    switch operation {
    case .and: return .bool(try first && truth(of: right))
    case .or: return .bool(try first || truth(of: right))
    }
  }

  // MARK: Ranges, strings, subscripts

  /// The step is 1 unless written: 5..1 is empty, as in Julia and Octave, so that 1..len(x) works
  /// for an empty x.
  private func range(_ first: Expression, _ last: Expression, _ step: Expression?, at span: Span)
    throws -> Value
  {
    let range = NumberRange(
      first: try number(first, "the start of a range"),
      last: try number(last, "the end of a range"),
      step: try step.map { try number($0, "the step of a range") } ?? 1)
    guard range.step != 0 else {
      throw Diagnostic(.value, "the step of a range is 0", at: step?.span ?? span)
    }
    return .range(range)
  }

  private func negated(_ value: Value) throws -> Value {
    guard value.size > Self.manyElements else { return try Operators.negate(value) }
    return try interruptibly("-") { _ in try Operators.negate(value) }
  }

  /// A slice of something large is large, too.
  private func element(of value: Value, at subscripts: [Subscript]) throws -> Value {
    let isPoint = subscripts.allSatisfy {
      if case .position(.number) = $0 { true } else { false }
    }
    guard !isPoint, value.size > Self.manyElements else {
      return try Indexing.element(of: value, at: subscripts)
    }
    return try interruptibly("[ ]") { _ in try Indexing.element(of: value, at: subscripts) }
  }

  private func number(_ expression: Expression, _ role: String) throws -> Double {
    let value = try evaluate(expression)
    guard case .number(let number) = value else {
      throw Diagnostic(
        .type, "\(role) is a number, not \(value.typeNameWithArticle)", at: expression.span)
    }
    guard number.isFinite else {
      throw Diagnostic(.value, "\(role) must be finite", at: expression.span)
    }
    return number
  }

  private func string(_ segments: [StringSegment]) throws -> Value {
    var text = ""
    for segment in segments {
      switch segment {
      case .text(let part): text += part
      case .code(let expression, let format):
        let value = try evaluate(expression)
        text += try located(format?.span ?? expression.span) {
          try value.checkText()
          let part = try value.formatted(format?.text)
          try ValueLimits.check(textOf: text.utf8.count + part.utf8.count)
          return part
        }
      }
    }
    return .string(text)
  }

  func subscripts(_ expressions: [SubscriptExpression]) throws -> [Subscript] {
    try expressions.map { expression in
      switch expression {
      case .position(let position): return .position(try evaluate(position))
      case .slice(let from, let to):
        return .slice(
          from: try from.map { try number($0, "the start of a slice") },
          to: try to.map { try number($0, "the end of a slice") })
      }
    }
  }
}
