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

  /// Beyond eight keys they are looked up by an index, which follows what is removed.
  @Test func recordsOfManyKeys() {
    var record = Record((0..<20).map { ("k\($0)", .number(Double($0))) })
    for removed in stride(from: 0, to: 20, by: 3) { record["k\(removed)"] = nil }
    record["k0"] = .number(100)
    record["k19"] = .number(119)
    let left = (0..<20).filter { $0 % 3 != 0 } + [0]
    #expect(record.keys == left.map { "k\($0)" })
    #expect(left.allSatisfy { record["k\($0)"]?.literal == "\($0 % 19 == 0 ? $0 + 100 : $0)" })
    #expect(record["k3"] == nil)
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
