extension Lexer {
  /// The longest symbol that matches wins.
  mutating func lexSymbol() throws(Diagnostic) {
    let start = offset
    if let remedy = foreignOperator(at: start) {
      throw fault(
        "unexpected '\(remedy.text)'", from: start, to: start + remedy.text.utf8.count,
        hint: remedy.hint)
    }
    for length in [2, 1] where start + length <= bytes.count {
      guard
        let symbol = Symbol(
          rawValue: String(decoding: bytes[start..<start + length], as: UTF8.self))
      else {
        continue
      }
      offset += length
      return append(.symbol(symbol), from: start)
    }
    let character = String(decoding: bytes[start..<start + 1], as: UTF8.self)
    throw fault(
      "unexpected character '\(character)'", from: start, to: start + 1, hint: Self.hints[character]
    )
  }

  /// Operators of other languages, with what to write here.
  private func foreignOperator(at start: Int) -> (text: String, hint: String)? {
    let two = String(decoding: bytes[start..<min(start + 2, bytes.count)], as: UTF8.self)
    return Self.hints[two].map { (two, $0) }
  }

  private static let hints = [
    "&&": "write 'and'", "||": "write 'or'", "**": "write ^ for a power",
    "//": "write floor(a / b); comments start with #",
    "++": "write x += 1", "|": "a pipe is |>", "!": "write 'not'", "&": "write 'and'",
    "%": "a percentage has no blank (5%); mod(a, b) is the remainder", "$": "names have no $",
    "?": "at the prompt ?name asks for help",
    "\\": "strings hold \\; a statement goes on after an operator or inside ( )",
    "~": "write 'not'", "`": "strings stand between \" or '",
  ]
}
