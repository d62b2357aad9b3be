import Testing

@Suite struct FilterCommandTests {
  @Test(arguments: [
    Case("filter([3, 1, 2], fn(x) { x > 1 })", "[3, 2]"), Case("filter([], fn(x) { x })", "[]"),
    Case("filter(tensor([[1, 2], [3, 4]]), fn(row) { sum(row) > 5 }).values", "[3, 4]"),
    Case("type(filter(table({a: [1]}), fn(row) { false }))", "\"table\""),
    Case("len(filter(table({a: [1]}), fn(row) { false }))", "0"),
    Case("map([1, 2], fn(x) { [x, x^2] })", "[[1, 1], [2, 4]]"),
    Case("map(table({a: [1, 2]}), fn(row) { row.a * 10 })", "[10, 20]"),
    Case("map(tensor([[1, 2], [3, 4]]), sum)", "[3, 7]"),
  ]) func functionsOfElements(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("filter([1, 2], fn(x) { x })", "type: the condition gives a number, not true or false"),
    Case(
      "filter([1], 3)", "type: argument 'condition' of filter: expected a function, got a number"),
    Case(
      "map({a: 1}, sqrt)",
      "type: argument 'x' of map: expected a list, a range, a table or a tensor, got a record"),
    Case(
      "map(tensor(3), sqrt)",
      "type: argument 'x' of map: expected a list, a range, a table or a tensor, got a tensor"),
    Case(
      "map([\"a\"], sqrt)",
      "type: argument 'x' of sqrt: expected a number or a tensor, got a string"),
    Case("map([1], fn() { 1 })", "argument: the function takes no arguments, not 1"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
