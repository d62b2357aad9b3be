/// Gives every parameter of a command its decoded argument.
enum Binder {
  static func bind(
    _ command: any Command, _ arguments: [Argument], at span: Span, context: any CallContext
  ) throws -> BoundCall {
    let signature = Signature(command)
    let matched = try signature.match(
      arguments.map { Signature.Argument(name: $0.name, span: $0.span) }, at: span)
    var bound: [String: BoundCall.Bound] = [:]
    for (parameter, positions) in zip(type(of: command).parameters, matched) {
      bound[parameter.name] = try decode(
        parameter, positions.map { arguments[$0] }, of: signature.callee)
    }
    return BoundCall(span: span, context: context, arguments: bound)
  }

  private static func decode(
    _ parameter: any AnyParameter, _ arguments: [Argument], of callee: String
  ) throws -> BoundCall.Bound? {
    if parameter.isVariadic { return try decodeVariadic(parameter, arguments, of: callee) }
    guard let argument = arguments.first else {
      return parameter.defaultDecoded.map { BoundCall.Bound(decoded: $0, value: nil, span: nil) }
    }
    return try decode(parameter, argument.value, argument.span, of: callee)
  }

  /// `values=[1, 2]` by name hands over the list itself.
  private static func decodeVariadic(
    _ parameter: any AnyParameter, _ arguments: [Argument], of callee: String
  ) throws -> BoundCall.Bound {
    if let argument = arguments.first, argument.name != nil {
      return try decode(parameter, argument.value, argument.span, of: callee)
    }
    guard let first = arguments.first, let last = arguments.last else {
      return BoundCall.Bound(decoded: try parameter.decode(.list([])), value: nil, span: nil)
    }
    return try decode(
      parameter, .list(arguments.map(\.value)), first.span.joined(with: last.span), of: callee)
  }

  private static func decode(
    _ parameter: any AnyParameter, _ value: Value, _ span: Span, of callee: String
  ) throws -> BoundCall.Bound {
    do {
      try refuseUnknownChoice(parameter, value)
      return BoundCall.Bound(decoded: try parameter.decode(value), value: value, span: span)
    } catch {
      var diagnostic = Diagnostic(error)
      diagnostic.message = "argument '\(parameter.name)' of \(callee): \(diagnostic.message)"
      diagnostic.span = diagnostic.span ?? span
      throw diagnostic
    }
  }

  private static func refuseUnknownChoice(_ parameter: any AnyParameter, _ value: Value) throws {
    guard case .string(let word) = value, !parameter.choices.isEmpty,
      !parameter.takesOtherWords, !parameter.choices.contains(word)
    else { return }
    throw Diagnostic(
      .value, "unknown choice '\(word)'",
      hint: Suggestion.hint(for: word, among: parameter.choices),
      notes: ["choices: " + parameter.choices.joined(separator: ", ")])
  }
}

/// An evaluated argument.
struct Argument {
  let name: Name?
  let value: Value
  let span: Span
}

extension Diagnostic {
  /// Any error told to the user: diagnostics as they are, convertible ones converted, others as
  /// kind `value`.
  public init(_ error: any Error) {
    switch error {
    case let diagnostic as Diagnostic: self = diagnostic
    case let convertible as any DiagnosticConvertible: self = convertible.diagnostic
    default: self.init(.value, "\(error)")
    }
  }

  /// With a place, unless it has one.
  func located(at span: Span) -> Diagnostic {
    var located = self
    located.span = self.span ?? span
    return located
  }
}
