extension Interpreter {
  /// Assigns in the innermost scope and gives back the assigned value.
  func assign(_ target: AssignmentTarget, _ operation: BinaryOperator?, _ expression: Expression)
    throws -> Value
  {
    if target.steps.isEmpty { return try assign(target.name, operation, expression) }
    let steps = try target.steps.map { try resolve($0) }
    let operand = try evaluate(expression)
    try refuseDeepNesting(operand, at: expression.span)
    return try update(target, steps[...], operation, operand)
  }

  private func assign(_ name: Name, _ operation: BinaryOperator?, _ expression: Expression) throws
    -> Value
  {
    var value = try evaluate(expression)
    try refuseDeepNesting(value, at: expression.span)
    if operation == .add, case .list(let elements) = value, append(elements, to: name.text) {
      return scope.lookup(name.text) ?? .none
    }
    if let operation { value = try apply(operation, try current(name), value, at: name.span) }
    scope.set(name.text, to: value)
    return value
  }

  /// `list += [...]` grows the list where it is. False when the variable is no list of this scope.
  private func append(_ elements: [Value], to name: String) -> Bool {
    guard scope.hasOwn(name), case .list? = scope.lookup(name) else { return false }
    scope.modify(name) { value in
      guard case .list(var list) = value else { return }
      value = .none
      list += elements
      value = .list(list)
    }
    return true
  }

  private func current(_ name: Name) throws -> Value {
    guard let value = scope.lookup(name.text) else { throw unknown(name.text, at: name.span) }
    return value
  }

  /// A local copy of a global comes to be when a function assigns to a part of it.
  private func update(
    _ target: AssignmentTarget, _ steps: ArraySlice<Step>, _ operation: BinaryOperator?,
    _ operand: Value
  ) throws -> Value {
    if !scope.hasOwn(target.name.text) { scope.set(target.name.text, to: try current(target.name)) }
    var result = operand
    try scope.modify(target.name.text) { value in
      result = try replace(&value, steps, operation, operand, at: target.span)
      guard steps.count == 1 || value.isNested(atMost: Value.nestingLimit) else {
        throw nestedTooDeeply(target.span)
      }
    }
    return result
  }

  /// One evaluated step of a target.
  enum Step {
    case field(Name)
    case index([Subscript], Span)

    var span: Span {
      switch self {
      case .field(let name): name.span
      case .index(_, let span): span
      }
    }
  }

  private func resolve(_ step: AssignmentTarget.Step) throws -> Step {
    switch step {
    case .field(let name): .field(name)
    case .index(let expressions, let span): .index(try subscripts(expressions), span)
    }
  }

  /// Replaces the part of `value` at the end of `steps`, which has at least one, and gives back
  /// what stands there now.
  private func replace(
    _ value: inout Value, _ steps: ArraySlice<Step>, _ operation: BinaryOperator?, _ operand: Value,
    at span: Span
  ) throws -> Value {
    guard let step = steps.first else { return operand }
    var new = operand
    if steps.count > 1 {
      var part = try part(of: value, step)
      new = try replace(&part, steps.dropFirst(), operation, operand, at: span)
      try located(step.span) { try Self.set(&value, step, to: part) }
      return new
    }
    if let operation { new = try apply(operation, try part(of: value, step), operand, at: span) }
    try located(step.span) { try Self.set(&value, step, to: new) }
    return new
  }

  private func part(of value: Value, _ step: Step) throws -> Value {
    try located(step.span) {
      switch step {
      case .field(let name): try Indexing.field(name.text, of: value)
      case .index(let subscripts, _): try Indexing.element(of: value, at: subscripts)
      }
    }
  }

  private static func set(_ value: inout Value, _ step: Step, to new: Value) throws {
    switch step {
    case .field(let name): try Indexing.setField(name.text, of: &value, to: new)
    case .index(let subscripts, _): try Indexing.setElement(of: &value, at: subscripts, to: new)
    }
  }

  private func refuseDeepNesting(_ value: Value, at span: Span) throws {
    guard value.isNested(atMost: Value.nestingLimit) else { throw nestedTooDeeply(span) }
  }

  private func nestedTooDeeply(_ span: Span) -> Diagnostic {
    Diagnostic(.limit, "values nested more than \(Value.nestingLimit) levels deep", at: span)
  }
}
