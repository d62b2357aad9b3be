extension Lexer {
  /// 'raw': no escapes, no braces, ends on its line.
  mutating func lexRawString() throws(Diagnostic) {
    let start = offset
    offset += 1
    while let byte = byte(at: offset), byte != UInt8(ascii: "\n") {
      offset += 1
      guard byte == UInt8(ascii: "'") else { continue }
      let text = String(decoding: bytes[start + 1..<offset - 1], as: UTF8.self)
      return append(.string([.text(text)]), from: start)
    }
    throw unterminated(from: start, quote: "'")
  }

  /// "text with \n and {code:format}", ends on its line.
  mutating func lexString() throws(Diagnostic) {
    let start = offset
    let leadingBlank = followsBlank
    offset += 1
    var parts: [StringPart] = []
    var text: [UInt8] = []
    while let byte = byte(at: offset), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        text += try lexEscape(in: start)
      } else if byte == UInt8(ascii: "{") {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        parts.append(try lexInterpolation(in: start))
      } else {
        text.append(byte)
        offset += 1
      }
    }
    guard byte(at: offset) == UInt8(ascii: "\"") else {
      throw unterminated(from: start, quote: "\"")
    }
    offset += 1
    if !text.isEmpty || parts.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    followsBlank = leadingBlank
    append(.string(parts), from: start)
  }

  private mutating func lexEscape(in start: Int) throws(Diagnostic) -> [UInt8] {
    let escape = offset
    guard let code = byte(at: offset + 1), code != UInt8(ascii: "\n") else {
      throw unterminated(from: start, quote: "\"")
    }
    offset += 2
    switch code {
    case UInt8(ascii: "n"): return [UInt8(ascii: "\n")]
    case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"): return [code]
    default:
      throw fault(
        "unknown escape in a string", from: escape,
        hint: "known: \\n \\t \\\" \\\\ \\{ \\}; '...' takes text as it is")
    }
  }

  /// `{expr[:format]}`; the tokens are parsed by the parser.
  private mutating func lexInterpolation(in start: Int) throws(Diagnostic) -> StringPart {
    let opening = offset
    offset += 1
    guard stringNesting < 8 else { throw tooNested(from: start) }
    let outer = tokens
    tokens = []
    defer { tokens = outer }
    stringNesting += 1
    try lexCode(from: opening)
    stringNesting -= 1
    let codeEnd = offset
    append(.end, from: codeEnd, to: codeEnd)
    let code = tokens
    let format = try lexFormat(from: opening)
    guard code.count > 1 else {
      throw fault(
        "nothing between the braces of a string", from: opening,
        hint: "a brace itself is written \\{")
    }
    return .code(code, format: format, span: Span(source, opening..<offset))
  }

  /// Tokens up to the `}` or `:` that belongs to the string.
  private mutating func lexCode(from opening: Int) throws(Diagnostic) {
    var depth = 0
    while let byte = byte(at: offset), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "#") {
      if depth == 0, byte == UInt8(ascii: "}") || byte == UInt8(ascii: ":") { return }
      let count = tokens.count
      do {
        try lexToken()
      } catch {
        // In "{" the closing quote looks like the start of a string that never ends.
        let isQuote = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
        throw isQuote ? unclosedBrace(opening) : error
      }
      guard tokens.count > count, case .symbol(let symbol)? = tokens.last?.kind else { continue }
      switch symbol {
      case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
      default: break
      }
    }
    throw unclosedBrace(opening)
  }

  private mutating func lexFormat(from opening: Int) throws(Diagnostic) -> StringFormatText? {
    guard byte(at: offset) == UInt8(ascii: ":") else {
      offset += 1
      return nil
    }
    let begin = offset + 1
    while let byte = byte(at: offset), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\"") {
      offset += 1
      guard byte == UInt8(ascii: "}") else { continue }
      let text = String(decoding: bytes[begin..<offset - 1], as: UTF8.self)
      return StringFormatText(text: text, span: Span(source, begin..<offset - 1))
    }
    throw unclosedBrace(opening)
  }

  private func unclosedBrace(_ opening: Int) -> Diagnostic {
    fault(
      "'{' in a string is never closed", from: opening, to: opening + 1,
      hint: "a brace itself is written \\{")
  }

  private func unterminated(from start: Int, quote: String) -> Diagnostic {
    fault(
      "unterminated string", from: start, to: start + 1,
      hint: "close it with \(quote) on the same line")
  }

  private func tooNested(from start: Int) -> Diagnostic {
    Diagnostic(
      .limit, "strings are nested too deeply", at: Span(source, start..<offset),
      hint: "use a variable")
  }
}
