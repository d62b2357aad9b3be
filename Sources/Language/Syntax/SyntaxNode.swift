/// Either kind of node, for walks over the whole tree.
enum SyntaxNode {
  case expression(Expression)
  case statement(Statement)

  var depth: Int {
    switch self {
    case .expression(let expression): expression.depth
    case .statement: 1 + (children.map(\.depth).max() ?? 0)
    }
  }

  var children: [SyntaxNode] {
    switch self {
    case .expression(let expression): Self.children(of: expression.kind)
    case .statement(let statement): Self.children(of: statement.kind)
    }
  }

  /// Visits this node and everything below it, in the order of the source.
  func walk(_ visit: (SyntaxNode) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  static func children(of kind: Expression.Kind) -> [SyntaxNode] {
    switch kind {
    case .literal, .name: []
    case .string(let segments): segments.compactMap(\.code).map(expression)
    case .list(let elements): elements.map(expression)
    case .record(let entries): entries.map { expression($0.value) }
    case .function(let definition): children(of: definition)
    case .negation(let operand), .not(let operand): [.expression(operand)]
    case .binary(_, let left, let right, _), .logical(_, let left, let right):
      [.expression(left), .expression(right)]
    case .range(let first, let last, let step):
      [first, last, step].compactMap { $0.map(expression) }
    case .call(let callee, let arguments):
      [.expression(callee)] + arguments.map { expression($0.value) }
    case .field(let subject, _): [.expression(subject)]
    case .index(let subject, let subscripts): [.expression(subject)] + children(of: subscripts)
    }
  }

  static func children(of kind: Statement.Kind) -> [SyntaxNode] {
    switch kind {
    case .breakLoop, .continueLoop, .prose: []
    case .expression(let value), .include(let value): [.expression(value)]
    case .assignment(let target, _, let value): children(of: target) + [.expression(value)]
    case .conditional(let branches, let otherwise):
      branches.flatMap { [expression($0.condition)] + $0.body.map(statement) }
        + otherwise.map(statement)
    case .forLoop(_, _, let subject, let body): [.expression(subject)] + body.map(statement)
    case .whileLoop(let condition, let body): [.expression(condition)] + body.map(statement)
    case .returnValue(let value): value.map { [.expression($0)] } ?? []
    case .function(_, let definition): children(of: definition)
    case .parameter(let declaration): declaration.defaultValue.map { [.expression($0)] } ?? []
    case .check(let condition, let message, _):
      [condition, message].compactMap { $0.map(expression) }
    case .attempt(let body, _, let handler): (body + handler).map(statement)
    }
  }

  private static func children(of definition: FunctionDefinition) -> [SyntaxNode] {
    definition.parameters.compactMap { $0.defaultValue.map(expression) }
      + definition.body.map(statement)
  }

  private static func children(of target: AssignmentTarget) -> [SyntaxNode] {
    target.steps.flatMap { step -> [SyntaxNode] in
      if case .index(let subscripts, _) = step { children(of: subscripts) } else { [] }
    }
  }

  private static func children(of subscripts: [SubscriptExpression]) -> [SyntaxNode] {
    subscripts.flatMap { entry -> [SyntaxNode] in
      switch entry {
      case .position(let value): [.expression(value)]
      case .slice(let from, let to): [from, to].compactMap { $0.map(expression) }
      }
    }
  }
}

extension StringSegment {
  var code: Expression? {
    if case .code(let expression, _) = self { expression } else { nil }
  }
}
