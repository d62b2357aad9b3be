import Testing

@Suite struct MapCommandTests {
  @Test(arguments: [
    Case("map([], sqrt)", "[]"), Case("map([1, 4], sqrt)", "[1, 2]"),
    Case("map(1..3, fn(n) { n^2 })", "[1, 4, 9]"),
    Case("map(table({a: [1, 2]}), fn(row) { row.a * 10 })", "[10, 20]"),
    Case("map([1, 2], fn(x) { none })", "[none, none]"),
    Case("map(map([1, 2], fn(x) { x + 1 }), fn(x) { x - 1 })", "[1, 2]"),
  ]) func callsWithEach(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  /// An error of the function keeps its own place.
  @Test func errorsPointIntoTheFunction() throws {
    let run = try ScriptRun("map([1, -1], fn(x) { [1][x * 5] })")
    #expect(run.error?.kind == .value)
    #expect(run.place == "[1][x * 5]" || run.place == "x * 5")
  }
}
