extension Interpreter {
  /// Parses, checks, runs. Variables stay as they were before the statement that failed.
  public func execute(_ source: SourceText, echo: Echo, parameters: [String: String] = [:])
    -> Outcome
  {
    begin(parameters)
    var outcome = Outcome(error: nil, value: nil, checksFailed: 0, checksRun: 0)
    do {
      let program = try Parser.parse(source)
      if let fault = try faults(of: program, checksNames: echo != .all).first { throw fault }
      outcome.value = try run(program, echo: echo)
    } catch {
      let diagnostic = Diagnostic(error)
      outcome.error = diagnostic
      if !wasReported(diagnostic) { emit(.diagnostic(diagnostic)) }
    }
    (outcome.checksRun, outcome.checksFailed) = (checksRun, checksFailed)
    return outcome
  }

  private func begin(_ parameters: [String: String]) {
    self.parameters = parameters
    (checksRun, checksFailed, callDepth) = (0, 0, 0)
    scope = globals
    stack = StackGuard()
    includes = IncludeLoader()
  }

  /// A failed `require` told its own story already.
  private func wasReported(_ diagnostic: Diagnostic) -> Bool { diagnostic.kind == .check }

  /// What is known to be wrong before the first statement runs.
  private func faults(of program: Program, checksNames: Bool) throws -> [Diagnostic] {
    let programs = [program] + (try includes.preload(program))
    if let fault = Self.parameterFault(in: programs, given: Array(parameters.keys)) {
      return [fault]
    }
    return checker(programs).faults(checksNames: checksNames)
  }

  private func run(_ program: Program, echo: Echo) throws -> Value? {
    var last: Value?
    for (position, statement) in program.statements.enumerated() {
      let before = globals.snapshot
      do {
        emit(.statement(statement.span))
        guard case .normal(let value) = try execute(statement) else { continue }
        guard case .expression(let expression) = statement.kind else { continue }
        last = value
        let isLast = position == program.statements.count - 1
        if echo == .all || (echo == .last && isLast) {
          try self.echo(value, of: expression, statement)
        }
      } catch {
        scope = globals
        globals.restore(before)
        throw error
      }
    }
    return last
  }

  private func echo(
    _ value: Value, of expression: Expression, _ statement: Statement
  ) throws {
    if case .none = value { return }
    guard !statement.isSilent, !isQuiet(expression) else { return }
    try located(expression.span) { try value.checkText() }
    emit(.value(value))
  }

  private func isQuiet(_ expression: Expression) -> Bool {
    guard case .call(let callee, _) = expression.kind, case .name(let name) = callee.kind else {
      return false
    }
    guard let function = (try? callable(named: name, at: callee.span)) as? CommandFunction else {
      return false
    }
    return type(of: function.command).isQuiet
  }
}
