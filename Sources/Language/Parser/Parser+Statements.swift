extension Parser {
  /// program = { [ statement ] ( NEWLINE | ";" ) }
  mutating func program() throws(Diagnostic) -> Program {
    let statements = try self.statements(until: nil)
    guard current.isEnd else { throw fault("unexpected \(current.description)", at: current.span) }
    return Program(source: source, statements: statements)
  }

  private mutating func statements(until closing: Symbol?) throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while current.isSymbol(.semicolon) || isNewline { advance() }
      if current.isEnd { return statements }
      if let closing, current.isSymbol(closing) { return statements }
      statements.append(try statement())
    }
  }

  private var isNewline: Bool {
    if case .newline = current.kind { true } else { false }
  }

  mutating func statement() throws(Diagnostic) -> Statement {
    let start = current.span
    let kind = try statementKind()
    let span = start.joined(with: previousSpan)
    return Statement(kind: kind, span: span, isSilent: try endOfStatement(kind))
  }

  /// Whether it was ended by `;`.
  private mutating func endOfStatement(_ kind: Statement.Kind) throws(Diagnostic) -> Bool {
    if accept(.semicolon) { return true }
    if case .prose = kind { return false }
    if current.isLineBreak || current.isEnd || (current.isSymbol(.rightBrace) && nesting > 0) {
      return false
    }
    throw unexpected("expected the end of the statement", hint: remedy(after: kind))
  }

  private func remedy(after kind: Statement.Kind) -> String? {
    guard case .expression = kind else { return nil }
    switch current.kind {
    case .symbol(.leftBrace): return "a record as an argument needs parentheses: f({a: 1})"
    case .symbol(.rightBrace): return "there is no '{' for it"
    case .symbol(.colon): return "a record stands between braces: {a: 1}"
    case .name, .number, .string: return "an operator or a comma is missing"
    default: return nil
    }
  }

  private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
    guard case .keyword(let keyword) = current.kind else { return try simpleStatement() }
    switch keyword {
    case .if: return try conditional()
    case .for: return try forLoop()
    case .while: return try whileLoop()
    case .break: return try loopExit(.breakLoop)
    case .continue: return try loopExit(.continueLoop)
    case .return: return try returnValue()
    case .include: return try include()
    case .param: return try parameter()
    case .check: return try check(isRequired: false)
    case .require: return try check(isRequired: true)
    case .try: return try attempt()
    case .fn where next.name != nil: return try function()
    default: return try simpleStatement()
    }
  }

  /// assign | command | expr | prose
  private mutating func simpleStatement() throws(Diagnostic) -> Statement.Kind {
    if case .prose(let text) = current.kind {
      advance()
      return .prose(text)
    }
    if startsCommand { return .expression(try command()) }
    let value = try expr()
    guard let operation = assignmentOperation else { return .expression(value) }
    return try assign(to: value, operation)
  }

  // MARK: Assignment

  /// The current token as an assignment: `.some(nil)` for `=`.
  private var assignmentOperation: BinaryOperator?? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    switch symbol {
    case .assign: return .some(nil)
    case .addAssign: return .add
    case .subtractAssign: return .subtract
    case .multiplyAssign: return .multiply
    case .divideAssign: return .divide
    default: return nil
    }
  }

  private mutating func assign(to value: Expression, _ operation: BinaryOperator?)
    throws(Diagnostic) -> Statement.Kind
  {
    let target = try target(value)
    advance()
    skipLineBreaks()
    return .assignment(target, operation: operation, try expr())
  }

  /// target = NAME { "." NAME | index }
  private func target(_ expression: Expression) throws(Diagnostic) -> AssignmentTarget {
    var steps: [AssignmentTarget.Step] = []
    var node = expression
    while true {
      switch node.kind {
      case .name(let text):
        return AssignmentTarget(
          name: Name(text, node.span), steps: steps.reversed(), span: expression.span)
      case .field(let subject, let name):
        steps.append(.field(name))
        node = subject
      case .index(let subject, let subscripts):
        steps.append(.index(subscripts, node.span))
        node = subject
      default:
        throw fault("cannot assign to this", at: expression.span, hint: "a comparison is ==")
      }
    }
  }

  // MARK: Control

  /// block = "{" { [ statement ] ( NEWLINE | ";" ) } "}"
  mutating func block(_ place: String) throws(Diagnostic) -> [Statement] {
    guard current.isSymbol(.leftBrace) else {
      let hint = current.isSymbol(.assign) ? "a comparison is ==" : nil
      throw unexpected("expected '{' \(place)", hint: hint)
    }
    let opening = current.span
    let outer = ignoresLineBreaks
    ignoresLineBreaks = false
    advance()
    let body = try nested { (parser) throws(Diagnostic) in try parser.statements(until: .rightBrace)
    }
    ignoresLineBreaks = outer
    guard current.isSymbol(.rightBrace) else {
      isIncomplete = true
      throw fault("'{' is never closed", at: opening, hint: "expected '}'")
    }
    advance()
    return body
  }

  private mutating func conditional() throws(Diagnostic) -> Statement.Kind {
    var branches: [Branch] = []
    repeat {
      advance()
      let condition = try expr()
      branches.append(Branch(condition: condition, body: try block("after the condition")))
      guard acceptContinuation(.else) else { return .conditional(branches, otherwise: []) }
    } while current.isKeyword(.if)
    return .conditional(branches, otherwise: try block("after 'else'"))
  }

  /// `else` and `catch` may stand on the line below the closing brace.
  private mutating func acceptContinuation(_ keyword: Keyword) -> Bool {
    let start = position
    skipLineBreaks()
    if accept(keyword) { return true }
    position = start
    return false
  }

  private mutating func forLoop() throws(Diagnostic) -> Statement.Kind {
    advance()
    let first = try expectName("after 'for'")
    let second = accept(.comma) ? try expectName("after the comma") : nil
    guard accept(.in) else { throw unexpected("expected 'in'") }
    let subject = try expr()
    return .forLoop(first: first, second: second, over: subject, try loopBody())
  }

  private mutating func whileLoop() throws(Diagnostic) -> Statement.Kind {
    advance()
    return .whileLoop(try expr(), try loopBody())
  }

  private mutating func loopBody() throws(Diagnostic) -> [Statement] {
    loopDepth += 1
    defer { loopDepth -= 1 }
    return try block("for the body of the loop")
  }

  private mutating func loopExit(_ kind: Statement.Kind) throws(Diagnostic) -> Statement.Kind {
    let word = advance()
    guard loopDepth > 0 else { throw fault("'\(word.span.text)' outside a loop", at: word.span) }
    return kind
  }

  private mutating func returnValue() throws(Diagnostic) -> Statement.Kind {
    let word = advance()
    guard functionDepth > 0 else { throw fault("'return' outside a function", at: word.span) }
    if current.isLineBreak || current.isEnd || current.isSymbol(.semicolon)
      || current.isSymbol(.rightBrace)
    {
      return .returnValue(nil)
    }
    return .returnValue(try expr())
  }

  private mutating func attempt() throws(Diagnostic) -> Statement.Kind {
    advance()
    let body = try block("after 'try'")
    guard acceptContinuation(.catch) else {
      throw unexpected("expected 'catch' after the block of 'try'")
    }
    let name = try expectName("after 'catch'")
    return .attempt(body, name, try block("after 'catch \(name.text)'"))
  }

  // MARK: Declarations

  /// "fn" NAME params block
  private mutating func function() throws(Diagnostic) -> Statement.Kind {
    let help = proseAbove()
    advance()
    let name = try expectName("after 'fn'")
    return .function(name, try definition(help: help))
  }

  /// The `##` lines that end right above the current token.
  private func proseAbove() -> String? {
    var lines: [String] = []
    var index = position - 1
    while index >= 1, case .newline = tokens[index].kind,
      case .prose(let text) = tokens[index - 1].kind
    {
      lines.insert(text, at: 0)
      index -= 2
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// params block
  mutating func definition(help: String?) throws(Diagnostic) -> FunctionDefinition {
    guard current.isSymbol(.leftParenthesis) else {
      throw unexpected("expected '(' before the parameters")
    }
    let parameters = try bracketed(.leftParenthesis, .rightParenthesis) {
      (parser) throws(Diagnostic) in
      try parser.params()
    }
    let outer = (loopDepth, functionDepth)
    (loopDepth, functionDepth) = (0, functionDepth + 1)
    let body = try block("for the body of the function")
    (loopDepth, functionDepth) = outer
    return FunctionDefinition(parameters: parameters, body: body, help: help)
  }

  /// params = "(" [ NAME [ "=" expr ] { "," NAME [ "=" expr ] } ] ")"
  private mutating func params() throws(Diagnostic) -> [FunctionDefinition.Parameter] {
    var names: Set<String> = []
    return try commaSeparated(until: .rightParenthesis) { (parser) throws(Diagnostic) in
      let name = try parser.expectName("for a parameter")
      guard names.insert(name.text).inserted else {
        throw parser.fault("parameter '\(name.text)' stands twice", at: name.span)
      }
      let value = parser.accept(.assign) ? try parser.expr() : nil
      return FunctionDefinition.Parameter(name: name, defaultValue: value)
    }
  }

  private mutating func include() throws(Diagnostic) -> Statement.Kind {
    advance()
    return .include(try expr())
  }

  private mutating func parameter() throws(Diagnostic) -> Statement.Kind {
    advance()
    let name = try expectName("after 'param'")
    var value: Expression?
    if accept(.assign) { value = try expr() }
    return .parameter(ParamDeclaration(name: name, defaultValue: value, help: try parameterHelp()))
  }

  private mutating func parameterHelp() throws(Diagnostic) -> String? {
    guard case .string(let parts) = current.kind else { return nil }
    guard parts.count == 1, case .text(let text) = parts[0] else {
      throw fault("the help text of a param is plain text", at: current.span)
    }
    advance()
    return text
  }

  private mutating func check(isRequired: Bool) throws(Diagnostic) -> Statement.Kind {
    advance()
    let condition = try expr()
    guard accept(.comma) else { return .check(condition, message: nil, isRequired: isRequired) }
    skipLineBreaks()
    return .check(condition, message: try expr(), isRequired: isRequired)
  }
}
