/// JSON (RFC 8259), as far as the header of a safetensors file needs it: every kind of value, but
/// numbers only when whole. Our own, since Foundation's reader takes the last of two equal keys and
/// numbers of any size without a word.
package enum JSONValue: Equatable {
  case object([(key: String, value: JSONValue)])
  case list([JSONValue])
  case text(String)
  case integer(Int)
  case other

  package init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var parser = JSONParser(bytes)
    self = try parser.value(depth: 0)
    try parser.expectEnd()
  }

  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    case (.list(let a), .list(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.other, .other): true
    default: false
    }
  }
}

/// One method a rule.
private struct JSONParser {
  static let depthLimit = 16

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func value(depth: Int) throws(ModelExchangeError) -> JSONValue {
    guard depth <= Self.depthLimit else { throw .nestedTooDeeply(limit: Self.depthLimit) }
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    default: return try word()
    }
  }

  mutating func expectEnd() throws(ModelExchangeError) {
    skipSpace()
    guard rest.isEmpty else { throw malformed("something follows its end") }
  }

  private mutating func object(depth: Int) throws(ModelExchangeError) -> JSONValue {
    try expect("{")
    var entries: [(key: String, value: JSONValue)] = []
    if accept("}") { return .object([]) }
    repeat {
      skipSpace()
      let key = try string()
      try expect(":")
      entries.append((key, try value(depth: depth + 1)))
    } while accept(",")
    try expect("}")
    return .object(entries)
  }

  private mutating func list(depth: Int) throws(ModelExchangeError) -> JSONValue {
    try expect("[")
    var elements: [JSONValue] = []
    if accept("]") { return .list([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while accept(",")
    try expect("]")
    return .list(elements)
  }

  private mutating func string() throws(ModelExchangeError) -> String {
    guard rest.popFirst() == UInt8(ascii: "\"") else { throw malformed("a quoted word is missing") }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw malformed("a word is no UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): bytes += try escape()
      default: bytes.append(byte)
      }
    }
    throw malformed("a quote is missing")
  }

  private mutating func escape() throws(ModelExchangeError) -> [UInt8] {
    guard let byte = rest.popFirst() else { throw malformed("a quote is missing") }
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "u"):
      let digits = String(decoding: rest.prefix(4), as: UTF8.self)
      guard digits.utf8.count == 4, let code = UInt16(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      else {
        throw malformed("'\\u\(digits)' is no character")
      }
      rest = rest.dropFirst(4)
      return Array(String(Character(scalar)).utf8)
    default: return [byte]
    }
  }

  /// true, false, null or a number.
  private mutating func word() throws(ModelExchangeError) -> JSONValue {
    let word = rest.prefix { "+-.0123456789abcdefghijklmnopqrstuvwxyzE".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    let text = String(decoding: word, as: UTF8.self)
    if let number = Int(text) { return .integer(number) }
    guard ["true", "false", "null"].contains(text) || Double(text) != nil else {
      throw malformed("a value is missing")
    }
    return .other
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ character: Character) throws(ModelExchangeError) {
    guard accept(character) else { throw malformed("'\(character)' is missing") }
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
  }

  private func malformed(_ reason: String) -> ModelExchangeError {
    .malformedJSON(reason: reason, offset: rest.startIndex)
  }
}
