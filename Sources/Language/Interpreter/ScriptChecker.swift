/// Finds what cannot work before anything runs: calls of commands with unknown, doubled, missing or
/// too many arguments, and names that nothing binds.
struct ScriptChecker {
  private let commands: CommandTable
  private let programs: [Program]
  /// Names that some statement binds, or that were variables before.
  private let bound: Set<String>

  init(commands: CommandTable, programs: [Program], known: [String]) {
    (self.commands, self.programs) = (commands, programs)
    var bound = Set(known)
    for statement in programs.flatMap(\.statements) {
      SyntaxNode.statement(statement).walk { bound.formUnion($0.boundNames) }
    }
    self.bound = bound
  }

  /// In the order of the source. `checksNames` is for whole scripts: at the prompt a function may
  /// use names that are bound later.
  func faults(checksNames: Bool) -> [Diagnostic] {
    let checksNames = checksNames && !hasUnreadIncludes
    var faults: [Diagnostic] = []
    for statement in programs.flatMap(\.statements) {
      collect(.statement(statement), checksNames, &faults)
    }
    return faults
  }

  /// Code below `try` may count on failing.
  private func collect(_ node: SyntaxNode, _ checksNames: Bool, _ faults: inout [Diagnostic]) {
    if let fault = callFault(node) ?? (checksNames ? nameFault(node) : nil) { faults.append(fault) }
    var checksNames = checksNames
    if case .statement(let statement) = node, case .attempt = statement.kind { checksNames = false }
    for child in node.children { collect(child, checksNames, &faults) }
  }

  private func callFault(_ node: SyntaxNode) -> Diagnostic? {
    guard case .expression(let expression) = node,
      case .call(let callee, let arguments) = expression.kind
    else {
      return nil
    }
    guard case .name(let name) = callee.kind, !bound.contains(name), let command = commands[name]
    else { return nil }
    let shapes = arguments.map { Signature.Argument(name: $0.name, span: $0.value.span) }
    do {
      _ = try Signature(command).match(shapes, at: expression.span)
      return nil
    } catch {
      return error
    }
  }

  private func nameFault(_ node: SyntaxNode) -> Diagnostic? {
    guard case .expression(let expression) = node, case .name(let name) = expression.kind else {
      return nil
    }
    guard !bound.contains(name), commands[name] == nil else { return nil }
    return UnknownName(name, at: expression.span).diagnostic(
      known: bound.sorted(), commands: commands)
  }

  /// An include whose path is computed, or whose file is not there yet, may bind anything.
  private var hasUnreadIncludes: Bool {
    var includes = 0
    for statement in programs.flatMap(\.statements) {
      SyntaxNode.statement(statement).walk { node in
        if case .statement(let statement) = node, case .include = statement.kind { includes += 1 }
      }
    }
    return includes >= programs.count
  }
}

extension SyntaxNode {
  /// Names that running this node may bind.
  fileprivate var boundNames: [String] {
    switch self {
    case .expression(let expression):
      if case .function(let definition) = expression.kind {
        return definition.parameters.map(\.name.text)
      }
      return []
    case .statement(let statement):
      switch statement.kind {
      case .assignment(let target, _, _): return [target.name.text]
      case .forLoop(let first, let second, _, _):
        return [first.text] + (second.map { [$0.text] } ?? [])
      case .function(let name, let definition):
        return [name.text] + definition.parameters.map(\.name.text)
      case .parameter(let declaration): return [declaration.name.text]
      case .attempt(_, let name, _): return [name.text]
      default: return []
      }
    }
  }
}
