extension Parser {
  mutating func primary() throws(Diagnostic) -> Expression {
    let token = current
    switch token.kind {
    case .number(let value): return literal(.number(value))
    case .keyword(.true): return literal(.bool(true))
    case .keyword(.false): return literal(.bool(false))
    case .keyword(.none): return literal(.none)
    case .string(let parts): return try string(parts)
    case .name(let text):
      advance()
      return Expression(.name(text), token.span)
    case .keyword(.fn): return try anonymousFunction()
    case .symbol(.leftParenthesis): return try parenthesis()
    case .symbol(.leftBracket): return try list()
    case .symbol(.leftBrace): return try record()
    default: throw unexpected("expected a value", hint: remedy(for: token))
    }
  }

  private func remedy(for token: Token) -> String? {
    switch token.kind {
    case .keyword(let word): "'\(word.rawValue)' is a word of the language"
    case .symbol(.dot): "numbers start with a digit: 0.5"
    case .symbol(.pipe): "a pipeline starts with a value"
    default: nil
    }
  }

  private mutating func literal(_ value: Value) -> Expression {
    Expression(.literal(value), advance().span)
  }

  private mutating func string(_ parts: [StringPart]) throws(Diagnostic) -> Expression {
    let span = advance().span
    if parts.count == 1, case .text(let text) = parts[0] {
      return Expression(.literal(.string(text)), span)
    }
    var segments: [StringSegment] = []
    for part in parts { segments.append(try segment(part)) }
    let expression = Expression(.string(segments), span)
    guard expression.depth <= Self.depthLimit else {
      throw Diagnostic(
        .limit, "an expression of more than \(Self.depthLimit) steps", at: span,
        hint: "use variables")
    }
    return expression
  }

  private func segment(_ part: StringPart) throws(Diagnostic) -> StringSegment {
    switch part {
    case .text(let text): return .text(text)
    case .code(let tokens, let format, _):
      var parser = Parser(source, tokens: tokens)
      parser.nesting = nesting
      parser.ignoresLineBreaks = true
      let code = try parser.nested { (parser) throws(Diagnostic) in try parser.expr() }
      guard parser.current.isEnd else {
        throw parser.unexpected("expected '}' or ':' and a format")
      }
      return .code(code, format: format)
    }
  }

  /// "fn" params block
  private mutating func anonymousFunction() throws(Diagnostic) -> Expression {
    let start = advance().span
    let definition = try definition(help: nil)
    return try make(.function(definition), from: start)
  }

  /// "(" expr ")"; the span takes in the parentheses.
  private mutating func parenthesis() throws(Diagnostic) -> Expression {
    let start = current.span
    let inner = try bracketed(.leftParenthesis, .rightParenthesis) { (parser) throws(Diagnostic) in
      try parser.expr()
    }
    return Expression(inner.kind, start.joined(with: previousSpan))
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let start = current.span
    let elements = try bracketed(.leftBracket, .rightBracket) { (parser) throws(Diagnostic) in
      try parser.commaSeparated(until: .rightBracket) { (parser) throws(Diagnostic) in
        try parser.expr()
      }
    }
    return try make(.list(elements), from: start)
  }

  private mutating func record() throws(Diagnostic) -> Expression {
    let start = current.span
    var keys: Set<String> = []
    let entries = try bracketed(.leftBrace, .rightBrace) { (parser) throws(Diagnostic) in
      try parser.commaSeparated(until: .rightBrace) { (parser) throws(Diagnostic) in
        let key = try parser.key()
        guard keys.insert(key.text).inserted else {
          throw parser.fault("key '\(key.text)' stands twice", at: key.span)
        }
        try parser.expect(.colon, "after the key of a record")
        return (key: key, value: try parser.expr())
      }
    }
    return try make(.record(entries), from: start)
  }

  /// key = NAME | STRING
  private mutating func key() throws(Diagnostic) -> Name {
    guard case .string(let parts) = current.kind else {
      return try expectWord("or a string as the key of a record")
    }
    guard parts.count == 1, case .text(let text) = parts[0] else {
      throw fault(
        "the key of a record is plain text", at: current.span,
        hint: "assign it instead: r[key] = value")
    }
    return Name(text, advance().span)
  }
}
