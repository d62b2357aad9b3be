import Testing

@Suite struct SameCommandTests {
  @Test(arguments: [
    Case("same(1, 1)", "true"), Case("same(1, \"1\")", "false"), Case("same(0/0, 0/0)", "true"),
    Case("0/0 == 0/0", "false"),
    Case("same({a: 1, b: [2]}, {b: [2], a: 1})", "true"), Case("same({a: 1}, {a: 1, b: 2})", "false"),
    Case("same([0/0], [0/0])", "true"), Case("same(1..3, 1..3)", "true"), Case("same(none, none)", "true"),
    Case("same(tensor([1, 2]), tensor([1, 2]))", "true"), Case("same(tensor([1, 2]), tensor([[1, 2]]))", "false"),
    Case("same(tensor([0/0]), tensor([0/0]))", "true"), Case("same(tensor([0]), -tensor([0]))", "false"),
    Case("same(tensor([1]), [1])", "false"), Case("same(table({a: [0/0]}), table({a: [0/0]}))", "true"),
    Case("same(table({a: [1]}), table({b: [1]}))", "false"), Case("same(sqrt, sqrt)", "true"),
  ]) func values(_ example: Case) { #expect(example.printed == example.expected) }
}
