import Testing

@Suite struct ShowCommandTests {
  @Test(arguments: [
    Case("show 3", "3"), Case("show \"a b\"", "a b"), Case("show([1, \"a\"])", "[1, \"a\"]"),
    Case("x = show(4) + 1; print x", "4\n5"), Case("show({a: 1})", "{a: 1}"),
  ]) func shows(_ example: Case) throws { #expect(try example.story() == example.expected) }

  /// Tables are shown as tables, those in a record one after the other.
  @Test func tables() throws {
    let run = try ScriptRun(
      "t = table({a: [1]}); show t; show({first: t, n: 5, second: t})")
    #expect(run.tables.count == 3)
    #expect(run.output.contains("n:\n5"))
  }
}
