import Testing

@Suite struct PlanCommandTests {
  private static let scan =
    "s = table({layer: [\"a\", \"a\", \"a\", \"b\"], sparsity: [90%, 50%, 70%, 50%], "
    + "drop: [0.1%, 0.2%, 2%, 3%]}); "

  /// Sorted by sparsity the drops of a are 0.2%, 2% and 0.1%: 90% is luck. b loses too much at
  /// once.
  @Test(arguments: [
    Case(scan + "plan(s, drop=1%)", "{a: 0.5, b: 0}"),
    Case(scan + "plan(s, drop=2%)", "{a: 0.9, b: 0}"),
    Case(scan + "plan(s, drop=0)", "{a: 0, b: 0}"),
    Case("plan(table({layer: [\"a\", \"a\"], bits: [2, 8], drop: [9%, 8%]}), drop=1%)", "{a: 8}"),
    Case("plan(table({layer: [\"a\"], drop: [1]}))", "name: the table has no column 'bits'"),
    Case(
      "plan(table({layer: [1], bits: [1], drop: [1]}))", "type: expected a string, got a number"),
  ]) func plans(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
