import Memory

/// How a statement ended.
enum StatementExit {
  /// With the value it has as the last statement of a function.
  case normal(Value)
  case breakLoop
  case continueLoop
  case returned(Value)
}

extension Interpreter {
  func execute(_ statement: Statement) throws -> StatementExit {
    switch statement.kind {
    case .expression(let expression): return .normal(try evaluate(expression))
    case .assignment(let target, let operation, let expression):
      return .normal(try assign(target, operation, expression))
    case .conditional(let branches, let otherwise): return try conditional(branches, otherwise)
    case .forLoop(let first, let second, let subject, let body):
      return try forLoop(first, second, subject, body)
    case .whileLoop(let condition, let body): return try whileLoop(condition, body)
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    case .returnValue(let expression):
      return .returned(try expression.map { try evaluate($0) } ?? .none)
    case .function(let name, let definition):
      return .normal(declare(name, definition, statement.span))
    case .include(let path): return try include(path)
    case .parameter(let declaration): return .normal(try bind(declaration))
    case .check(let condition, let message, let isRequired):
      try check(condition, message, isRequired: isRequired)
      return .normal(.none)
    case .attempt(let body, let name, let handler): return try attempt(body, name, handler)
    case .prose(let text):
      if scope === globals { emit(.prose(text)) }
      return .normal(.none)
    }
  }

  /// The last statement's value; anything but a normal end leaves at once. Other values are let go
  /// of at once, so that a list that grows in place is not copied because somebody still holds what
  /// it was.
  func execute(_ statements: [Statement]) throws -> StatementExit {
    let final = statements.lastIndex { !$0.isProse }
    for (position, statement) in statements.enumerated() {
      let exit = try execute(statement)
      guard case .normal = exit, position != final else { return exit }
    }
    return .normal(.none)
  }

  /// What a function gives back.
  func value(ofBody statements: [Statement]) throws -> Value {
    switch try execute(statements) {
    case .normal(let value), .returned(let value): value
    case .breakLoop, .continueLoop: .none
    }
  }

  private func declare(_ name: Name, _ definition: FunctionDefinition, _ span: Span) -> Value {
    scope.set(
      name.text, to: .function(UserFunction(name: name.text, definition, scope: scope, span: span)))
    return .none
  }

  private func conditional(_ branches: [Branch], _ otherwise: [Statement]) throws -> StatementExit {
    for branch in branches where try truth(of: branch.condition) { return try execute(branch.body) }
    return try execute(otherwise)
  }

  // MARK: Loops

  private func whileLoop(_ condition: Expression, _ body: [Statement]) throws -> StatementExit {
    while try truth(of: condition) {
      if let exit = try iterate(body) { return exit }
    }
    return .normal(.none)
  }

  private func forLoop(
    _ first: Name, _ second: Name?, _ subject: Expression, _ body: [Statement]
  ) throws -> StatementExit {
    let sequence = try Sequenced(try evaluate(subject), at: subject.span)
    for position in 0..<sequence.count {
      let (key, element) = try sequence.entry(position)
      if let second {
        scope.set(first.text, to: key)
        scope.set(second.text, to: element)
      } else {
        scope.set(first.text, to: sequence.isKeyed ? key : element)
      }
      if let exit = try iterate(body) { return exit }
    }
    return .normal(.none)
  }

  /// One round; nil to go on with the next.
  private func iterate(_ body: [Statement]) throws -> StatementExit? {
    do {
      try checkInterruption()
    } catch let shortage as MemoryShortage {
      guard let first = body.first else { throw shortage }
      throw shortage.diagnostic.located(at: first.span)
    }
    switch try execute(body) {
    case .normal, .continueLoop: return nil
    case .breakLoop: return .normal(.none)
    case .returned(let value): return .returned(value)
    }
  }

  // MARK: try

  private func attempt(_ body: [Statement], _ name: Name, _ handler: [Statement]) throws
    -> StatementExit
  {
    let (outerScope, outerDepth) = (scope, callDepth)
    do {
      return try execute(body)
    } catch {
      let diagnostic = Diagnostic(error)
      guard diagnostic.kind != .interrupted else { throw error }
      (scope, callDepth) = (outerScope, outerDepth)
      scope.set(name.text, to: .record(diagnostic.record))
      return try execute(handler)
    }
  }
}

extension Diagnostic {
  /// What `catch e` binds.
  var record: Record {
    var record = Record([("kind", .string(kind.rawValue)), ("message", .string(message))])
    record["file"] = span.map { .string($0.source.name) } ?? Value.none
    record["line"] = span.map { .number(Double($0.line)) } ?? Value.none
    record["column"] = span.map { .number(Double($0.column)) } ?? Value.none
    record["hint"] = hint.map { .string($0) } ?? Value.none
    return record
  }
}
