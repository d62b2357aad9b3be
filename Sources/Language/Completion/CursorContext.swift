/// What stands around the cursor of an unfinished input, from its tokens: the word being typed, the
/// path before it, the call it is in.
struct CursorContext {
  /// A call whose parentheses (or command form) are open at the cursor.
  struct Call {
    let callee: String
    /// The name left of the pipe or of the first argument: its fields are the layers' names.
    var subject: String?
    var isPiped = false
    var commas = 0
    /// `name=` before the cursor.
    var argument: String?
    var given: [String] = []
  }

  enum Place {
    case comment
    /// Inside quotes; `word` is what is typed of it.
    case string
    /// After `a.b.`.
    case field(path: [String])
    case code
  }

  private(set) var place = Place.code
  private(set) var word = ""
  /// Byte offset at which `word` starts.
  private(set) var wordStart: Int
  private(set) var call: Call?
  /// The innermost bracket is a record's or block's brace.
  private(set) var isInBraces = false
  /// The name before the innermost bracket, if that is an index: `net["fc`.
  private(set) var indexed: String?
  /// What ends the string that the cursor is in.
  private(set) var quote: Character?

  init(_ text: String, cursor: Int) {
    let bytes = Array(text.utf8.prefix(max(0, cursor)))
    wordStart = bytes.count
    var tokens = readTokens(SourceText(name: "", text: String(decoding: bytes, as: UTF8.self)))
    if case .code = place { takeWord(&tokens) }
    findCall(tokens)
    if quote == "\"", let start = Self.openBrace(in: word) { moveInto(start) }
  }

  /// Where code begins in text whose `{` is not closed: "error {net.f".
  private static func openBrace(in text: String) -> String.Index? {
    var open: String.Index?
    var isEscaped = false
    for index in text.indices {
      switch text[index] {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "{" where !isEscaped: open = text.index(after: index)
      case "}": open = nil
      default: break
      }
      isEscaped = false
    }
    return open
  }

  /// The cursor is in code inside the string.
  private mutating func moveInto(_ start: String.Index) {
    let code = String(word[start...])
    var inner = CursorContext(code, cursor: code.utf8.count)
    inner.wordStart += wordStart + word[..<start].utf8.count
    self = inner
  }

  // MARK: Tokens

  /// The real lexer's tokens; what it refuses is skipped, an open quote is the place.
  private mutating func readTokens(_ source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    while lexer.offset < source.bytes.count {
      let start = lexer.offset
      let byte = source.bytes[start]
      do {
        try lexer.lexToken()
        if byte == UInt8(ascii: "#"), lexer.offset == source.bytes.count { place = .comment }
      } catch {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          let content = source.bytes[(start + 1)...]
          (place, wordStart) = (.string, start + 1)
          quote = Character(UnicodeScalar(byte))
          word = String(decoding: content, as: UTF8.self)
          return lexer.tokens
        }
        lexer.offset = start + 1
      }
    }
    return lexer.tokens
  }

  private mutating func takeWord(_ tokens: inout [Token]) {
    if let last = tokens.last, last.span.range.upperBound == wordStart, last.isWord {
      word = last.span.text
      wordStart = last.span.range.lowerBound
      tokens.removeLast()
    }
    let path = Self.path(before: tokens)
    if !path.isEmpty { place = .field(path: path) }
  }

  /// The names of `a.b.` at the end.
  private static func path(before tokens: [Token]) -> [String] {
    var path: [String] = []
    var end = tokens.count
    while end >= 2, tokens[end - 1].isSymbol(.dot), tokens[end - 2].isWord {
      path.insert(tokens[end - 2].span.text, at: 0)
      end -= 2
    }
    return path
  }

  // MARK: Calls

  private mutating func findCall(_ tokens: [Token]) {
    var frames: [(symbol: Symbol, call: Call?, indexed: String?)] = []
    var statement = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol(let symbol) where symbol.isOpening:
        frames.append(
          (
            symbol, symbol == .leftParenthesis ? Self.call(at: index, tokens) : nil,
            symbol == .leftBracket && index > 0 ? tokens[index - 1].name : nil
          ))
        if symbol == .leftBrace { statement = index + 1 }
      case .symbol(let symbol) where symbol.isClosing: _ = frames.popLast()
      case .symbol(.semicolon), .newline: statement = index + 1
      default:
        if let last = frames.indices.last { frames[last].call?.read(index, tokens) }
      }
    }
    isInBraces = frames.last?.symbol == .leftBrace
    indexed = frames.last?.indexed
    call =
      frames.last { $0.call != nil }?.call
      ?? Self.commandForm(Array(tokens[min(statement, tokens.count)...]))
  }

  private static func call(at index: Int, _ tokens: [Token]) -> Call? {
    guard index > 0, let callee = tokens[index - 1].name else { return nil }
    var call = Call(callee: callee)
    if index >= 3, tokens[index - 2].isSymbol(.pipe) {
      call.isPiped = true
      call.subject = tokens[index - 3].name
    }
    return call
  }

  /// `prune net sp|`: the statement starts with a name, a blank and more.
  private static func commandForm(_ tokens: [Token]) -> Call? {
    guard let callee = tokens.first?.name, tokens.count < 2 || tokens[1].followsBlank else {
      return nil
    }
    if tokens.count >= 2, tokens[1].name == nil { return nil }
    var call = Call(callee: callee)
    for index in tokens.indices.dropFirst() { call.read(index, tokens) }
    return call
  }
}

extension CursorContext.Call {
  fileprivate mutating func read(_ index: Int, _ tokens: [Token]) {
    switch tokens[index].kind {
    case .symbol(.comma):
      commas += 1
      argument = nil
    case .symbol(.assign):
      guard index > 0, tokens[index - 1].isWord else { return }
      argument = tokens[index - 1].span.text
      given.append(tokens[index - 1].span.text)
    case .name(let name):
      if subject == nil, commas == 0, !isPiped { subject = name }
    default: break
    }
  }
}

extension Token {
  fileprivate var isWord: Bool {
    switch kind {
    case .name, .keyword: true
    default: false
    }
  }
}

extension Symbol {
  fileprivate var isOpening: Bool {
    self == .leftParenthesis || self == .leftBracket || self == .leftBrace
  }
  fileprivate var isClosing: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }
}
