extension Interpreter {
  func call(_ callee: Expression, _ arguments: [CallArgument], at span: Span) throws -> Value {
    let function = try callable(callee)
    let evaluated = try arguments.map {
      Argument(name: $0.name, value: try evaluate($0.value), span: $0.value.span)
    }
    return try invoke(function, evaluated, at: span)
  }

  func invoke(_ function: any Callable, _ arguments: [Argument], at span: Span) throws -> Value {
    guard let function = function as? any Invocable else {
      throw Diagnostic(.type, "\(function.name) cannot be called", at: span)
    }
    do {
      try checkInterruption()
    } catch {
      throw Diagnostic(error).located(at: span)
    }
    return try function.invoke(arguments, at: span, in: self)
  }

  private func callable(_ callee: Expression) throws -> any Callable {
    if case .name(let name) = callee.kind { return try callable(named: name, at: callee.span) }
    let value = try evaluate(callee)
    guard case .function(let function) = value else { throw notCallable(value, callee.span) }
    return function
  }

  /// Before parentheses a variable that is no function does not hide a command, as in R: `data =
  /// data("mnist")`.
  func callable(named name: String, at span: Span) throws -> any Callable {
    let value = scope.lookup(name)
    if case .function(let function)? = value { return function }
    if let command = commands[name] { return CommandFunction(command: command) }
    if let value { throw notCallable(value, span) }
    throw unknown(name, at: span)
  }

  private func notCallable(_ value: Value, _ span: Span) -> Diagnostic {
    Diagnostic(.type, "'\(span.text)' is \(value.typeNameWithArticle), not a function", at: span)
  }

  /// Runs `body` with `locals` as the scope.
  func inCall(scope locals: Environment, at span: Span, _ body: (Environment) throws -> Value)
    throws -> Value
  {
    guard callDepth < Self.callLimit else { throw tooDeep(span) }
    let outer = scope
    callDepth += 1
    scope = locals
    defer {
      scope = outer
      callDepth -= 1
    }
    return try body(locals)
  }
}
