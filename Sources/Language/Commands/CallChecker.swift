/// Finds calls that cannot work before anything runs: unknown, doubled, missing or too many arguments of commands that
/// are called by a name the programs do not rebind.
struct CallChecker {
  let commands: CommandTable
  private let programs: [Program]
  private let rebound: Set<String>

  init(commands: CommandTable, programs: [Program], known: [String]) {
    (self.commands, self.programs) = (commands, programs)
    var rebound = Set(known)
    for statement in programs.flatMap(\.statements) {
      SyntaxNode.statement(statement).walk { rebound.formUnion($0.boundNames) }
    }
    self.rebound = rebound
  }

  /// Throws the first fault in the order of the source.
  func check() throws(Diagnostic) {
    var fault: Diagnostic?
    for statement in programs.flatMap(\.statements) {
      SyntaxNode.statement(statement).walk { node in
        if fault == nil { fault = self.fault(in: node) }
      }
    }
    if let fault { throw fault }
  }

  private func fault(in node: SyntaxNode) -> Diagnostic? {
    guard case .expression(let expression) = node, case .call(let callee, let arguments) = expression.kind else {
      return nil
    }
    guard case .name(let name) = callee.kind, !rebound.contains(name), let command = commands[name] else { return nil }
    let shapes = arguments.map { Signature.Argument(name: $0.name, span: $0.value.span) }
    do {
      _ = try Signature(command).match(shapes, at: expression.span)
      return nil
    } catch {
      return error
    }
  }
}

extension SyntaxNode {
  /// Names that running this node may bind.
  fileprivate var boundNames: [String] {
    switch self {
    case .expression(let expression):
      if case .function(let definition) = expression.kind { return definition.parameters.map(\.name.text) }
      return []
    case .statement(let statement):
      switch statement.kind {
      case .assignment(let target, _, _): return [target.name.text]
      case .forLoop(let first, let second, _, _): return [first.text] + (second.map { [$0.text] } ?? [])
      case .function(let name, let definition): return [name.text] + definition.parameters.map(\.name.text)
      case .parameter(let declaration): return [declaration.name.text]
      case .attempt(_, let name, _): return [name.text]
      default: return []
      }
    }
  }
}
