/// A message in protobuf's text format (protobuf.dev/reference/protobuf/textformat-spec): what
/// `.prototxt` files hold.
///
///     message = { field [ "," | ";" ] } ;
///     field   = name ( ":" ( scalar | list ) | [ ":" ] ( "{" message "}" | "<" message ">" ) ) ;
///     list    = "[" [ scalar { "," scalar } ] "]" ;
///     scalar  = string { string } | word ;           a word is a number, a name or true and false;
///     "#" starts a comment
package struct TextMessage: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case scalar(String)
    case message(TextMessage)
  }

  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: Value
  }

  package private(set) var fields: [Field] = []

  package init(_ text: String) throws(ModelExchangeError) {
    var parser = TextMessageParser(text)
    self.init(fields: try parser.message(closing: nil, depth: 0))
  }

  fileprivate init(fields: [Field]) { self.fields = fields }

  package func messages(_ name: String) -> [TextMessage] {
    fields.compactMap { field in
      guard field.name == name, case .message(let message) = field.value else { return nil }
      return message
    }
  }

  package func scalars(_ name: String) -> [String] {
    fields.compactMap { field in
      guard field.name == name, case .scalar(let text) = field.value else { return nil }
      return text
    }
  }

  /// The last one counts, as in protobuf. An empty message when there is none.
  package func message(_ name: String) -> TextMessage {
    messages(name).last ?? TextMessage(fields: [])
  }
  func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
  func text(_ name: String) -> String? { scalars(name).last }
  package func integers(_ name: String) -> [Int] { scalars(name).compactMap { Int($0) } }
  func integer(_ name: String) -> Int? { integers(name).last }
  func number(_ name: String) -> Double? { scalars(name).last.flatMap { Double($0) } }
  func truth(_ name: String) -> Bool? { text(name).map { $0 == "true" || $0 == "1" } }
}

/// One method a rule.
private struct TextMessageParser {
  static let depthLimit = 32

  private var rest: Substring.UTF8View
  private var line = 1

  init(_ text: String) { rest = text[...].utf8 }

  mutating func message(closing bracket: UInt8?, depth: Int) throws(ModelExchangeError)
    -> [TextMessage.Field]
  {
    guard depth <= Self.depthLimit else { throw .nestedTooDeeply(limit: Self.depthLimit) }
    var fields: [TextMessage.Field] = []
    while true {
      skipSpace()
      guard let byte = rest.first else {
        guard bracket == nil else { throw malformed("a bracket is not closed") }
        return fields
      }
      if byte == bracket {
        rest.removeFirst()
        return fields
      }
      fields += try field(depth: depth)
      _ = accept(UInt8(ascii: ",")) || accept(UInt8(ascii: ";"))
    }
  }

  private mutating func field(depth: Int) throws(ModelExchangeError) -> [TextMessage.Field] {
    let name = try word()
    let hasColon = accept(UInt8(ascii: ":"))
    for (open, close) in [("{", "}"), ("<", ">")] where accept(Array(open.utf8)[0]) {
      let message = TextMessage(
        fields: try message(closing: Array(close.utf8)[0], depth: depth + 1))
      return [.init(name: name, value: .message(message))]
    }
    guard hasColon else { throw malformed("'\(name)' has no value") }
    guard accept(UInt8(ascii: "[")) else {
      return [.init(name: name, value: .scalar(try scalar()))]
    }
    var fields: [TextMessage.Field] = []
    while !accept(UInt8(ascii: "]")) {
      fields.append(.init(name: name, value: .scalar(try scalar())))
      _ = accept(UInt8(ascii: ","))
    }
    return fields
  }

  private mutating func scalar() throws(ModelExchangeError) -> String {
    skipSpace()
    let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    guard let first = rest.first, quotes.contains(first) else { return try word() }
    var text = ""
    while let quote = rest.first, quotes.contains(quote) {
      rest.removeFirst()
      let body = rest.prefix { $0 != quote && $0 != UInt8(ascii: "\n") }
      rest = rest.dropFirst(body.count)
      guard rest.first == quote else { throw malformed("a quote is missing") }
      rest.removeFirst()
      text += String(Substring(body))
      skipSpace()
    }
    return text
  }

  private mutating func word() throws(ModelExchangeError) -> String {
    skipSpace()
    let word = rest.prefix { byte in
      byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
        || "_-+./".utf8.contains(byte)
    }
    guard !word.isEmpty else { throw malformed("a name or a value is missing") }
    rest = rest.dropFirst(word.count)
    return String(Substring(word))
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipSpace()
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpace() {
    while let byte = rest.first {
      if byte == UInt8(ascii: "#") {
        rest = rest.drop { $0 != UInt8(ascii: "\n") }
      } else if byte == UInt8(ascii: "\n") {
        line += 1
        rest.removeFirst()
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        rest.removeFirst()
      } else {
        return
      }
    }
  }

  private func malformed(_ reason: String) -> ModelExchangeError {
    .malformedText(reason: reason, line: line)
  }
}
