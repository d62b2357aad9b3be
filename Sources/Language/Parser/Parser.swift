/// The grammar; every rule is a function of the same name (LANGUAGE.md, "Grammar").
///
///     program   = { [ statement ] ( NEWLINE | ";" ) } ;
///     statement = assign | command | expr | if | for | while | "break" | "continue" | "return" [
///     expr ]
///               | "fn" NAME params block | "include" expr
///               | "param" NAME [ "=" expr ] [ STRING ]
///               | ( "check" | "require" ) expr [ "," expr ]
///               | "try" block "catch" NAME block ;
///     assign    = target ( "=" | "+=" | "-=" | "*=" | "/=" ) expr ;      target = NAME { "." NAME
///     | index } ;
///     command   = NAME word { [","] word } { "|>" stage } ;
///     word      = unary | NAME "=" unary ;
///     if        = "if" expr block [ "else" ( if | block ) ] ;
///     for       = "for" NAME [ "," NAME ] "in" expr block ;              while = "while" expr
///     block ;
///     block     = "{" { [ statement ] ( NEWLINE | ";" ) } "}" ;
///     params    = "(" [ NAME [ "=" expr ] { "," NAME [ "=" expr ] } ] ")" ;
///     expr      = or { "|>" stage } ;                                    stage = postfix (* a name
///     or a call *) ;
///     or        = and { "or" and } ;   and = not { "and" not } ;   not = "not" not | compare ;
///     compare   = range [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) range ] ;
///     range     = sum [ ".." sum [ "step" sum ] ] ;
///     sum       = product { ( "+" | "-" ) product } ;   product = unary { ( "*" | "/" | "@" )
///     unary } ;
///     unary     = "-" unary | power ;                   power = postfix [ "^" unary ] ;
///     postfix   = primary { "(" [ arg { "," arg } ] ")" | index | "." NAME } ;
///     arg       = expr | NAME "=" expr ;                (* named ones last *)
///     index     = "[" slice { "," slice } "]" ;         slice = expr | [ expr ] ":" [ expr ] ;
///     primary   = NUMBER | STRING | "true" | "false" | "none" | NAME | "(" expr ")"
///               | "[" [ expr { "," expr } ] "]" | "{" [ key ":" expr { "," key ":" expr } ] "}"
///               | "fn" params block ;                   key = NAME | STRING ;
///
/// Newlines end a statement except inside `( ) [ ]` and records, after an operator or comma, before
/// `else`, `catch` and a line that starts with `|>`. A program whose first token is `|>` continues
/// from `ans`. `step` is a name elsewhere.
public struct Parser {
  /// How deep brackets and blocks may nest.
  static let nestingLimit = 200
  /// How high one expression's tree may grow (long chains of operators).
  static let depthLimit = 1000

  let source: SourceText
  let tokens: [Token]
  var position = 0
  /// The last consumed token's.
  var previousSpan: Span
  /// Inside brackets.
  var ignoresLineBreaks = false
  var nesting = 0
  var loopDepth = 0
  var functionDepth = 0
  /// The error was that the input ended too early.
  var isIncomplete = false

  init(_ source: SourceText, tokens: [Token]) {
    (self.source, self.tokens) = (source, tokens)
    previousSpan = tokens[0].span
  }

  public static func parse(_ source: SourceText) throws(Diagnostic) -> Program {
    do {
      var parser = Parser(source, tokens: try Lexer.tokens(of: source))
      return try parser.program()
    } catch {
      throw ForeignHabits.explained(error)
    }
  }

  // MARK: Reading tokens

  var current: Token { tokens[position] }
  var next: Token { tokens[min(position + 1, tokens.count - 1)] }
  @discardableResult mutating func advance() -> Token {
    let token = current
    previousSpan = token.span
    if position < tokens.count - 1 { position += 1 }
    if ignoresLineBreaks { skipLineBreaks() }
    return token
  }

  mutating func skipLineBreaks() {
    while current.isLineBreak { position += 1 }
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard current.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard current.isKeyword(keyword) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ place: String) throws(Diagnostic) {
    guard accept(symbol) else { throw unexpected("expected '\(symbol.rawValue)' \(place)") }
  }

  mutating func expectName(_ place: String) throws(Diagnostic) -> Name {
    if case .keyword = current.kind {
      throw unexpected(
        "expected a name \(place)", hint: "'\(current.span.text)' is a word of the language")
    }
    guard let text = current.name else { throw unexpected("expected a name \(place)") }
    return Name(text, advance().span)
  }

  /// Any word, also a keyword: behind a dot and as a key nothing else can stand.
  mutating func expectWord(_ place: String) throws(Diagnostic) -> Name {
    if case .keyword(let word) = current.kind { return Name(word.rawValue, advance().span) }
    return try expectName(place)
  }

  // MARK: Faults

  /// The current token is not what the grammar wants here.
  mutating func unexpected(_ expectation: String, hint: String? = nil) -> Diagnostic {
    if current.isEnd { isIncomplete = true }
    return Diagnostic(
      .syntax, "\(expectation), not \(current.description)", at: current.span, hint: hint)
  }

  func fault(_ message: String, at span: Span, hint: String? = nil) -> Diagnostic {
    Diagnostic(.syntax, message, at: span, hint: hint)
  }

  // MARK: Building

  /// A node from `start` to the last consumed token. (Mutating so that it sees the parser after
  /// `kind` was parsed.)
  mutating func make(_ kind: Expression.Kind, from start: Span) throws(Diagnostic) -> Expression {
    let expression = Expression(kind, start.joined(with: previousSpan))
    guard expression.depth <= Self.depthLimit else {
      throw Diagnostic(
        .limit, "an expression of more than \(Self.depthLimit) steps", at: start,
        hint: "use variables")
    }
    return expression
  }

  /// Runs `body` one level deeper.
  mutating func nested<Node>(_ body: (inout Parser) throws(Diagnostic) -> Node) throws(Diagnostic)
    -> Node
  {
    guard nesting < Self.nestingLimit else {
      throw Diagnostic(
        .limit, "nested more than \(Self.nestingLimit) levels deep", at: current.span)
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  /// What stands between a bracket and its partner, where line breaks do not count.
  mutating func bracketed<Node>(
    _ opening: Symbol, _ closing: Symbol, _ body: (inout Parser) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> Node {
    let openingSpan = current.span
    let outer = ignoresLineBreaks
    ignoresLineBreaks = true
    advance()
    let node = try nested(body)
    guard current.isSymbol(closing) else { throw unclosed(opening, closing, openingSpan) }
    ignoresLineBreaks = outer
    advance()
    return node
  }

  private mutating func unclosed(_ opening: Symbol, _ closing: Symbol, _ span: Span) -> Diagnostic {
    guard !current.isEnd else {
      isIncomplete = true
      return fault(
        "'\(opening.rawValue)' is never closed", at: span, hint: "expected '\(closing.rawValue)'")
    }
    let hint = current.isSymbol(.assign) ? "a comparison is ==" : nil
    return unexpected("expected ',' or '\(closing.rawValue)'", hint: hint)
  }

  /// Elements separated by commas up to `closing`; a comma may follow the last.
  mutating func commaSeparated<Node>(
    until closing: Symbol, _ element: (inout Parser) throws(Diagnostic) -> Node
  ) throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    while !current.isSymbol(closing) {
      nodes.append(try element(&self))
      guard accept(.comma) else { break }
    }
    return nodes
  }
}
