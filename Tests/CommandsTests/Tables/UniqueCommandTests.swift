import Testing

@Suite struct UniqueCommandTests {
  @Test(arguments: [
    Case("unique([2, 1, 2, 1.0])", "[2, 1]"),
    Case("unique([1, \"1\", true, none, none])", "[1, \"1\", true, none]"),
    Case("unique([0, -0])", "[0]"), Case("len(unique([0/0, 0/0]))", "2"),
    Case("unique([{a: 1, b: 2}, {b: 2, a: 1}])", "[{a: 1, b: 2}]"),
    Case("unique([[1, 2], [1, 2], [2, 1]])", "[[1, 2], [2, 1]]"),
    Case("len(unique([0.1 + 0.2, 0.3]))", "2"),
    Case("len(unique([tensor([1]), tensor([1]), tensor([2])]))", "2"),
    Case("unique(table({a: [1, 1, 2], b: [3, 3, 3]})).a", "[1, 2]"),
    Case("unique(1..3)", "[1, 2, 3]"),
    Case("unique(tensor([[5, 0], [5, 7]], type=\"u8\")).type", "\"u8\""),
    Case("unique(tensor([[5, 0], [5, 7]])).values", "[5, 0, 7]"),
    Case("unique(3)", "type: expected a list, a range, a table or a tensor, got a number"),
  ]) func distinct(_ example: Case) { #expect(example.printed == example.expected) }
}
