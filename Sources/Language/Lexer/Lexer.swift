/// Cuts source into tokens. Newlines stay in (the parser knows where they count), except before a
/// line that starts with `|>`, which continues the statement above it.
public struct Lexer {
  let source: SourceText
  let bytes: [UInt8]
  var offset = 0
  var tokens: [Token] = []
  var followsBlank = false
  /// How many strings inside braces inside strings we are in.
  var stringNesting = 0

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  /// All tokens, the last of kind `end`; it stands right behind the last real one.
  public static func tokens(of source: SourceText) throws(Diagnostic) -> [Token] {
    var lexer = Lexer(source)
    try lexer.refuseControlCharacters()
    lexer.skipByteOrderMark()
    while lexer.offset < lexer.bytes.count { try lexer.lexToken() }
    let end = lexer.tokens.last { !$0.isLineBreak }?.span.range.upperBound ?? 0
    lexer.append(.end, from: end, to: end)
    return lexer.tokens
  }

  /// One token, comment or blank. One switch on the first byte: the one function that may be long.
  mutating func lexToken() throws(Diagnostic) {
    let start = offset
    switch bytes[offset] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      offset += 1
      followsBlank = true
    case UInt8(ascii: "\n"):
      offset += 1
      append(.newline, from: start)
    case UInt8(ascii: "#"): lexComment()
    case UInt8(ascii: "\""): try lexString()
    case UInt8(ascii: "'"): try lexRawString()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): try lexNumber()
    case let byte where byte.isNameStart: lexWord()
    case 0x80...: try lexUnicodeWord()
    default: try lexSymbol()
    }
  }

  mutating func append(_ kind: Token.Kind, from start: Int, to end: Int? = nil) {
    if case .symbol(.pipe) = kind { dropLineBreaks() }
    tokens.append(
      Token(kind: kind, span: Span(source, start..<(end ?? offset)), followsBlank: followsBlank))
    followsBlank = false
  }

  /// `|>` at the start of a line continues the statement above, unless nothing stands above.
  private mutating func dropLineBreaks() {
    while let last = tokens.last, last.isLineBreak { tokens.removeLast() }
  }

  func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  func fault(_ message: String, from start: Int, to end: Int? = nil, hint: String? = nil)
    -> Diagnostic
  {
    Diagnostic(
      .syntax, message, at: Span(source, start..<min(end ?? offset, bytes.count)), hint: hint)
  }

  private mutating func skipByteOrderMark() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  private func refuseControlCharacters() throws(Diagnostic) {
    for (position, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x7F {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
        continue
      }
      let name = byte == 0 ? "a NUL byte" : "control character number \(byte)"
      throw fault(
        "\(name) in the source", from: position, to: position + 1, hint: "is this a text file?")
    }
  }

  // MARK: Comments

  /// `##` at the start of a line is prose, unless a third `#` makes it a rule.
  private mutating func lexComment() {
    let start = offset
    while let byte = byte(at: offset), byte != UInt8(ascii: "\n") { offset += 1 }
    let text = bytes[start..<offset]
    let startsLine = tokens.last?.isLineBreak ?? true
    guard startsLine, text.starts(with: "##".utf8), !text.starts(with: "###".utf8) else { return }
    var prose = text.dropFirst(2)
    if prose.first == UInt8(ascii: " ") { prose = prose.dropFirst() }
    while prose.last == UInt8(ascii: "\r") || prose.last == UInt8(ascii: " ") {
      prose = prose.dropLast()
    }
    append(.prose(String(decoding: prose, as: UTF8.self)), from: start)
  }

  // MARK: Words

  private mutating func lexWord() {
    let start = offset
    while let byte = byte(at: offset), byte.isNamePart || byte >= 0x80 {
      guard byte >= 0x80 else {
        offset += 1
        continue
      }
      guard let (scalar, length) = scalar(at: offset), scalar.properties.isAlphabetic else { break }
      offset += length
    }
    appendWord(from: start)
  }

  private mutating func appendWord(from start: Int) {
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    append(Keyword(rawValue: word).map { .keyword($0) } ?? .name(word), from: start)
  }

  private mutating func lexUnicodeWord() throws(Diagnostic) {
    guard let (scalar, length) = scalar(at: offset) else {
      throw fault("bytes that are not UTF-8", from: offset, to: offset + 1)
    }
    guard scalar.properties.isAlphabetic else {
      throw fault(
        "unexpected character '\(scalar)'", from: offset, to: offset + length,
        hint: Self.remedy(for: scalar))
    }
    lexWord()
  }

  private func scalar(at position: Int) -> (Unicode.Scalar, Int)? {
    var iterator = bytes[position...].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  private static func remedy(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}": "use straight quotes: \" or '"
    case "\u{00A0}", "\u{202F}", "\u{2009}": "this is a special blank: type an ordinary one"
    case "\u{2212}", "\u{2013}", "\u{2014}": "write -"
    case "\u{00D7}", "\u{00B7}": "write *"
    case "\u{2264}": "write <="
    case "\u{2265}": "write >="
    case "\u{2260}": "write !="
    default: nil
    }
  }
}

extension UInt8 {
  var isNameStart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isNamePart: Bool { isNameStart || isDigit }
}
