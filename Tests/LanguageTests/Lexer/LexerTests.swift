import Language
import Testing

@Suite struct LexerTests {
  private func texts(_ source: String) throws -> [String] {
    try Lexer.tokens(of: SourceText(name: "t", text: source)).map(\.span.text)
  }

  private func refusal(_ source: String) -> String? {
    do {
      _ = try texts(source)
      return nil
    } catch {
      return Diagnostic(error).message
    }
  }

  @Test func rangesAndDecimalsShareThePoint() throws {
    #expect(try texts("1..3") == ["1", "..", "3", ""])
    #expect(try texts("1.5..3") == ["1.5", "..", "3", ""])
    #expect(try texts("50%..90%") == ["50%", "..", "90%", ""])
  }

  @Test func longestSymbolWins() throws {
    #expect(try texts("a<=b|>c!=d==e") == ["a", "<=", "b", "|>", "c", "!=", "d", "==", "e", ""])
  }

  /// The value of a percentage is the nearest number to its decimal text: dividing 99.9 by 100 is
  /// one bit off in 1 of 8 cases, for instance 0.57%.
  @Test(arguments: [("0.57%", 0.0057), ("99.9%", 0.999), ("92%", 0.92), ("1e1%", 0.1)])
  func percentagesAreExact(_ text: String, _ expected: Double) throws {
    let token = try Lexer.tokens(of: SourceText(name: "t", text: text))[0]
    guard case .number(let number) = token.kind else { return #expect(Bool(false)) }
    #expect(number == expected)
  }

  @Test func linesThatStartWithAPipeContinue() throws {
    #expect(try texts("x # c\n\n  |> f\ny") == ["x", "|>", "f", "\n", "y", ""])
  }

  @Test func proseStandsOnItsOwnLine() throws {
    let kinds = try Lexer.tokens(
      of: SourceText(name: "t", text: "#!/usr/bin/env dcs\n## # Title\nx ## no\n### rule\n"))
    let prose = kinds.compactMap { if case .prose(let text) = $0.kind { text } else { nil } }
    #expect(prose == ["# Title"])
  }

  @Test func blanksAreKnown() throws {
    let tokens = try Lexer.tokens(of: SourceText(name: "t", text: "f \"a\" (x)"))
    #expect(tokens.map(\.followsBlank) == [false, true, true, false, false, false])
  }

  @Test(arguments: [
    ("x = \u{0}", "a NUL byte in the source"),
    ("x\u{1B}[31m", "control character number 27 in the source"),
    ("\"abc", "unterminated string"),
    ("'abc\n'", "unterminated string"),
    ("\"a\\qb\"", "unknown escape in a string"),
    ("\"{x\"", "'{' in a string is never closed"),
    ("1e", "malformed number"),
    ("1.", "malformed number"),
    ("3x", "malformed number"),
    ("1e400", "number out of range"),
    ("a && b", "unexpected '&&'"),
    ("a ~ b", "unexpected character '~'"),
    ("\u{201C}a\u{201D}", "unexpected character '\u{201C}'"),
    ("a \u{2212} b", "unexpected character '\u{2212}'"),
  ])
  func refusals(_ source: String, _ message: String) {
    #expect(refusal(source) == message)
  }

  @Test func namesMayBeGreek() throws {
    #expect(try texts("σ = größe_2") == ["σ", "=", "größe_2", ""])
  }
}
