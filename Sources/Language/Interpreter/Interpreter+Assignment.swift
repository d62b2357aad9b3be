extension Interpreter {
  /// Assigns in the innermost scope and gives back the assigned value.
  func assign(_ target: AssignmentTarget, _ operation: BinaryOperator?, _ expression: Expression)
    throws -> Value
  {
    if target.steps.isEmpty { return try assign(target.name, operation, expression) }
    let steps = try target.steps.map { try resolve($0) }
    let operand = try evaluate(expression)
    try refuseEndless(operand, at: expression.span)
    return try update(target, steps[...], operation, operand)
  }

  private func assign(_ name: Name, _ operation: BinaryOperator?, _ expression: Expression) throws
    -> Value
  {
    if operation == nil, try grow(name, by: expression) {
      return scope.lookup(name.text) ?? .none
    }
    var value = try evaluate(expression)
    try refuseEndless(value, at: expression.span)
    if operation == .add, case .list(let elements) = value,
      try located(name.span, { try append(elements, to: name.text) })
    {
      return scope.lookup(name.text) ?? .none
    }
    if let operation { value = try apply(operation, try current(name), value, at: name.span) }
    scope.set(name.text, to: value)
    return value
  }

  /// `list += [...]` grows the list where it is. False when the variable is no list of this scope.
  private func append(_ elements: [Value], to name: String) throws -> Bool {
    guard scope.hasOwn(name), case .list? = scope.lookup(name) else { return false }
    try scope.modify(name) { value in
      guard case .list(var list) = value else { return }
      if list.count + elements.count > list.capacity {
        try ValueLimits.check(listOf: list.count + elements.count)
      }
      value = .none
      list += elements
      value = .list(list)
    }
    return true
  }

  /// `x = append(x, item)`: the list grows where it is, when nobody else keeps it; copying
  /// it for every element would take the square of their number. False when the assignment is no
  /// such thing.
  private func grow(_ name: Name, by expression: Expression) throws -> Bool {
    guard case .call(let callee, let arguments) = expression.kind, arguments.count == 2,
      arguments.allSatisfy({ $0.name == nil }), case .name(name.text) = arguments[0].value.kind,
      case .name(let function) = callee.kind, scope.hasOwn(name.text),
      let command = try callable(named: function, at: callee.span) as? CommandFunction,
      let growing = command.command as? any GrowingCommand
    else { return false }
    guard growing.grows(try current(name)) else { return false }
    let item = try evaluate(arguments[1].value)
    try refuseEndless(.list([item]), at: expression.span)
    try checkInterruption()
    try located(expression.span) {
      try scope.modify(name.text) { value in
        // Making the item may have changed the variable.
        guard growing.grows(value) else {
          throw Diagnostic(.type, "\(name.text) changed while its new element was made")
        }
        try growing.grow(&value, by: item)
      }
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
      if steps.count > 1 {
        try located(target.span) { try value.checkKept(pause: checkInterruption) }
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

  private func refuseEndless(_ value: Value, at span: Span) throws {
    try located(span) { try value.checkKept(pause: checkInterruption) }
  }
}
