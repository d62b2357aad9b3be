import Language
import Testing

@Suite struct ValueTests {
  @Test func recordsKeepTheOrderOfFirstWriting() {
    var record = Record([("b", .number(1)), ("a", .number(2))])
    record["b"] = .number(3)
    #expect(record.keys == ["b", "a"])
    record["b"] = nil
    record["b"] = .number(4)
    #expect(record.keys == ["a", "b"] && record.count == 2)
    #expect(record.pairs.map(\.value.literal) == ["2", "4"])
    record["missing"] = nil
    #expect(record.count == 2)
  }

  /// Words of LANGUAGE.md, "Values".
  @Test(arguments: [
    ("none", "none"), ("true", "bool"), ("1", "number"), ("\"\"", "string"), ("[]", "list"),
    ("{a: 1}", "record"), ("1..2", "range"), ("sqrt", "function"),
  ])
  func typeNames(_ code: String, _ name: String) {
    #expect(run("x = \(code)\nx", echo: .all).outcome.value?.typeName == name)
  }

  /// Bounded, since values are compared, printed and released recursively: 200 levels are.
  @Test func nestingIsBounded() {
    func error(_ levels: Int) -> Diagnostic? {
      run("x = [1]\nfor i in 2..\(levels) { x = [x] }").outcome.error
    }
    #expect(error(200) == nil)
    #expect(error(201)?.kind == .limit)
  }
}
