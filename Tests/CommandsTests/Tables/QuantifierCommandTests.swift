import Testing

@Suite struct QuantifierCommandTests {
  @Test(arguments: [
    Case("any([])", "false"), Case("all([])", "true"), Case("any([false, false])", "false"),
    Case("all([true, true])", "true"),
    Case("all(tensor([[1, 0], [1, 1]]))", "false"), Case("any(tensor([[0, 0], [0, 1]]))", "true"),
    Case("all(abs(randn(100)) >= 0)", "true"), Case("any(1..3, fn(n) { n == 3 })", "true"),
    Case("all(table({a: [1, 2]}), fn(row) { row.a < 2 })", "false"),
    // The rest is not asked: 2 would be an error.
    Case("any([true, 2])", "true"), Case("all([false, 2])", "false"),
  ]) func quantifiers(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("any([1, 0])", "type: expected true and false, found 1"),
    Case("any(tensor([0, 2]))", "type: expected true and false, found 2"),
    Case("all([1], fn(x) { x })", "type: the condition gives a number, not true or false"),
    Case(
      "all({a: true})",
      "type: argument 'x' of all: expected a list, a range, a table or a tensor, got a record"),
  ]) func thereIsNoTruthiness(_ example: Case) { #expect(example.printed == example.expected) }
}
