import Testing

/// The commands that take values apart: list, len, keys, values, type.
@Suite struct ListCommandTests {
  @Test(arguments: [
    Case("list(1..3)", "[1, 2, 3]"), Case("list(\"äb\")", "[\"ä\", \"b\"]"),
    Case("list(table({a: [1]}))", "[{a: 1}]"),
    Case("W = rand(2, 3, 4); same(tensor(list(W)), W)", "true"), Case("list([1, 2])", "[1, 2]"),
    Case("list(1..1e8)", "limit: a range of 100000000 values is too long"),
    Case("list(3)", "type: expected a list, a range, a table or a tensor, got a number"),
  ]) func lists(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("len([])", "0"), Case("len({a: 1, b: 2})", "2"), Case("len(\"äb\")", "2"),
    Case("len(ones(3, 5))", "3"),
    Case("len(table({a: [1, 2]}))", "2"), Case("len(1..0)", "0"),
    Case("len(5)", "type: a number has no length"),
    Case("len(tensor(5))", "type: a tensor has no length"),
  ]) func lengths(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("keys({})", "[]"), Case("keys({b: 1, a: 2})", "[\"b\", \"a\"]"),
    Case("values({b: 1, a: [2]})", "[1, [2]]"),
    Case("keys([1])", "type: a list has no keys"),
    Case("values(1)", "type: a number has no values to list"),
    Case("\"shape\" in keys(ones(2))", "true"),
  ]) func keysAndValues(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case(
      "map([none, true, 1, \"a\", [], {}, 1..2, sqrt, ones(1), table([])], type)",
      """
      ["none", "bool", "number", "string", "list", "record", "range", "function", "tensor", \
      "table"]
      """
    )
  ]) func types(_ example: Case) { #expect(example.printed == example.expected) }
}
