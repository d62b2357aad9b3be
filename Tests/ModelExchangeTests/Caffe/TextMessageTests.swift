import ModelExchange
import Testing

struct TextMessageTests {
  @Test func fieldsOfAllForms() throws {
    let message = try TextMessage(
      """
      # a comment
      name: "two" ' words'   dim: 1 dim: -3;
      shape { dim: [2, 3, 4] }, layer: < type: RELU lr: 1e-3 on: true >
      """)
    #expect(message.fields.map(\.name) == ["name", "dim", "dim", "shape", "layer"])
    #expect(message.scalars("name") == ["two words"])
    #expect(message.integers("dim") == [1, -3])
    #expect(message.message("shape").integers("dim") == [2, 3, 4])
    #expect(message.message("layer").scalars("type") == ["RELU"])
    #expect(message.message("layer").scalars("lr") == ["1e-3"])
  }

  @Test(arguments: [
    ("layer {", 1), ("a: 1\nb", 2), ("a: \"x\n\"", 1), ("}", 1), ("a { b: 1 >", 1), ("a: [1, 2", 1),
    (": 1", 1),
  ])
  func damagedTextIsRefusedWithItsLine(text: String, line: Int) {
    let error = #expect(throws: ModelExchangeError.self) { try TextMessage(text) }
    guard case .malformedText(_, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == line, "\(text)")
  }

  @Test func deepNestingIsRefused() {
    #expect(throws: ModelExchangeError.nestedTooDeeply(limit: 32)) {
      try TextMessage(String(repeating: "a{", count: 100_000))
    }
  }
}
