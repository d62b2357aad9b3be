/// What comes from a file, a path or an error may hold bytes that a terminal obeys: escapes that
/// write to the clipboard, set the title or move the cursor over earlier lines, and marks that turn
/// the direction of writing. They are shown as escapes of a string, and so do nothing.
extension StringProtocol {
  /// For a text that is part of a line: line ends and tabs are escaped, too.
  public var printable: String { escaped { !$0.isObeyed && !$0.breaksLine } }

  /// For text of several lines: line ends and tabs stay.
  public var printableLines: String {
    // "\r\n" is a line end of tables in CSV; a carriage return alone overwrites its line.
    let hasReturns = utf8.contains(UInt8(ascii: "\r"))
    let text = escaped { !$0.isObeyed || $0 == "\r" }
    return hasReturns ? text.escapingLoneReturns : text
  }

  /// `printable`, and no longer than `limit` characters: the middle gives way.
  public func printable(atMost limit: Int) -> String {
    // Characters are counted as far as needed: a text may have a million.
    guard let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end != endIndex else {
      return printable
    }
    let half = (limit - 1) / 2
    return "\(prefix(limit - 1 - half))…\(suffix(half))".printable
  }

  private func escaped(unless isHarmless: (Unicode.Scalar) -> Bool) -> String {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(self) }
    var text = ""
    for scalar in unicodeScalars {
      if isHarmless(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        text += scalar.escape
      }
    }
    return text
  }

  fileprivate var escapingLoneReturns: String {
    var text = ""
    for character in self { text += character == "\r" ? "\\r" : String(character) }
    return text
  }
}

extension Unicode.Scalar {
  /// Obeyed by a terminal, or by what lays out its lines; line ends and tabs aside.
  var isObeyed: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    // Marks, embeddings, overrides and isolates of writing directions; line and paragraph
    // separators.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var breaksLine: Bool { self == "\n" || self == "\t" }

  fileprivate var escape: String {
    switch self {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(value, radix: 16))}"
    }
  }
}
