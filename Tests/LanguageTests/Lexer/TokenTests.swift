import Language
import Testing

@Suite struct TokenTests {
  private func kinds(_ text: String) throws -> [Token] {
    try Lexer.tokens(of: SourceText(name: "t", text: text))
  }

  /// Every symbol and keyword is one token, and its text is what was written.
  @Test(arguments: Symbol.allCases) func symbols(_ symbol: Symbol) throws {
    let tokens = try kinds("1 \(symbol.rawValue)")
    let found = tokens.compactMap { if case .symbol(let found) = $0.kind { found } else { nil } }
    #expect(found == [symbol])
    #expect(tokens[1].span.text == symbol.rawValue && tokens[1].followsBlank)
  }

  @Test(arguments: Keyword.allCases) func keywords(_ keyword: Keyword) throws {
    let tokens = try kinds(keyword.rawValue + " " + keyword.rawValue + "s")
    guard case .keyword(keyword) = tokens[0].kind, case .name(let name) = tokens[1].kind else {
      Issue.record("\(keyword) is no keyword")
      return
    }
    #expect(name == keyword.rawValue + "s")
  }

  /// The blank tells a command from a call.
  @Test func blanksAreKept() throws {
    #expect(try kinds("f x").map(\.followsBlank) == [false, true, false])
    #expect(try kinds("f(x)").map(\.followsBlank) == [false, false, false, false, false])
  }
}
