import ModelExchange
import Testing

struct JSONValueTests {
  private func read(_ text: String) throws -> JSONValue { try JSONValue(Array(text.utf8)[...]) }

  @Test func valuesOfAllKinds() throws {
    #expect(
      try read(#" {"a": [1, -2 ,3], "b\n\u00e9": "x\"y", "c": null, "d": {}, "e": [], "f": 1.5} "#)
        == .object([
          ("a", .list([.integer(1), .integer(-2), .integer(3)])), ("b\né", .text("x\"y")),
          ("c", .other),
          ("d", .object([])), ("e", .list([])), ("f", .other),
        ]))
  }

  @Test(arguments: [
    "", "{", "{\"a\"}", "{\"a\":}", "[1,]", "[1 2]", "{\"a\":1}x", "\"abc", "tru", "\"\\u12\"",
    "\"\\uD800\"", "[1",
  ])
  func damagedTextIsRefused(text: String) {
    #expect(throws: ModelExchangeError.self) { try read(text) }
  }

  @Test func deepNestingIsRefused() {
    #expect(throws: ModelExchangeError.nestedTooDeeply(limit: 16)) {
      try read(String(repeating: "[", count: 100_000))
    }
  }
}
