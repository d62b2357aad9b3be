/// One call of a command with its arguments decoded.
public struct BoundCall: Sendable {
  /// The whole call, for messages about no argument in particular.
  public let span: Span
  /// What the running command may ask of the interpreter.
  public let context: any CallContext
  private let arguments: [String: Bound]

  public struct Bound: Sendable {
    let decoded: any Sendable
    /// As the user wrote it; nil when the default was taken.
    let value: Value?
    let span: Span?

    public init(decoded: any Sendable, value: Value?, span: Span?) {
      (self.decoded, self.value, self.span) = (decoded, value, span)
    }
  }

  public init(span: Span, context: any CallContext, arguments: [String: Bound]) {
    (self.span, self.context, self.arguments) = (span, context, arguments)
  }

  /// The decoded argument. Precondition: the parameter is one of the command's.
  public subscript<Argument>(_ parameter: Parameter<Argument>) -> Argument {
    guard let argument = arguments[parameter.name]?.decoded as? Argument else {
      preconditionFailure("\(parameter.name) is not declared in the command's parameters")
    }
    return argument
  }

  /// Whether the user gave it.
  public func isGiven(_ parameter: some AnyParameter) -> Bool {
    arguments[parameter.name]?.value != nil
  }

  /// Where the user wrote it, or the call.
  public func span(of parameter: some AnyParameter) -> Span {
    arguments[parameter.name]?.span ?? span
  }

  /// A diagnostic that points at one argument.
  public func fault(
    _ kind: Diagnostic.Kind, at parameter: some AnyParameter, _ message: String,
    hint: String? = nil,
    notes: [String] = []
  ) -> Diagnostic {
    Diagnostic(kind, message, at: span(of: parameter), hint: hint, notes: notes)
  }
}

/// What a running command may ask for. The interpreter is one; tests bring their own.
public protocol CallContext: AnyObject, Sendable {
  func emit(_ event: Event)
  /// Throws a diagnostic of kind `interrupted` after Ctrl-C. Long work asks at least once in a
  /// mini-batch.
  func checkInterruption() throws
  /// Calls a user's function or a command with positional arguments.
  func invoke(_ function: any Callable, _ arguments: [Value], at span: Span) throws -> Value
  /// What `body` gives, and what it would have told meanwhile: for work whose story is to be told
  /// later, or elsewhere.
  func gathering<Result>(_ body: () throws -> Result) throws -> (result: Result, events: [Event])
  /// Tells what was gathered, checks among it as if they had been run now.
  func tell(_ events: [Event])
}

extension CallContext {
  public func gathering<Result>(_ body: () throws -> Result) throws -> (
    result: Result, events: [Event]
  ) {
    (try body(), [])
  }

  public func tell(_ events: [Event]) { for event in events { emit(event) } }
}
