import Testing

@Suite struct TableUnionTests {
  @Test(arguments: [
    Case("join([table({a: [1]}), table({a: [2, 1]})]).a", "[1, 2, 1]"),
    Case("join([table({a: [3, 1]}), table({a: [2, 1]})], by=\"a\").a", "[1, 2, 3]"),
    Case(
      "join([table({a: [1], b: [\"x\"]}), table({b: [\"y\"], a: [2]})]).b", "[\"x\", \"y\"]"),
    Case(
      "join([table({a: [1, 1], b: [2, 1]})], by=[\"a\", \"b\"]).b", "[1, 2]"),
    Case(
      "join([table({a: [1]}), table({b: [1]})])",
      "shape: table 2 has the columns b, the first a"),
    Case(
      "join([table({a: [1], b: [2]}), table({a: [1], b: [3]})], by=\"a\")",
      "value: the tables have different rows for a 1"),
    Case("join([table({a: [1]})], by=\"c\")", "name: the table has no column 'c'"),
    Case("join([table({a: [1]}), 2])", "type: expected a table, got a number"),
  ]) func unites(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
