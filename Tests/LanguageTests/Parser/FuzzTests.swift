import Language
import Testing

/// Whatever is typed, the language answers with a value or a diagnostic and never traps.
@Suite struct FuzzTests {
  /// SplitMix64 (Steele, Lea, Flood 2014).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let pieces =
    Symbol.allCases.map(\.rawValue) + Keyword.allCases.map(\.rawValue)
    + [
      "x", "y", "print", "prune", "map", "step", "1", "2.5", "50%", "1e300", "\"a\"", "\"{x}\"",
      "'r'", "\n", "\n", " ",
      "##", "# c\n",
      "\"", "{", "}", "fn(x) { x }", "\t", "σ", "😀", "\u{301}", "\\", "%", "!",
    ]

  @Test func tokenSoupsNeverTrap() {
    var generator = Generator(state: 7)
    for _ in 0..<3000 {
      let count = Int.random(in: 1...25, using: &generator)
      let soup = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined(
        separator: Bool.random(using: &generator) ? " " : "")
      _ = Parser.isComplete(soup)
      let recording = Recording(interruptAfter: 300)
      let outcome = recording.interpreter().execute(
        SourceText(name: "soup", text: soup), echo: .all)
      if let error = outcome.error { _ = DiagnosticRenderer().text(error) }
      _ = Completer(commands: testCommands, globals: Environment()).complete(
        soup, cursor: soup.utf8.count)
    }
  }

  @Test func everyPrefixOfAScriptIsAnswered() {
    let bytes = Array(wholeScript.utf8)
    for length in 0...bytes.count {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      if case .invalid(let diagnostic) = Parser.isComplete(text) {
        _ = DiagnosticRenderer().text(diagnostic)
      }
      guard length.isMultiple(of: 5) else { continue }
      _ = Completer(commands: testCommands, globals: Environment()).complete(text, cursor: length)
    }
  }
}
