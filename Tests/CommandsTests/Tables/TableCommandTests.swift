import Testing

@Suite struct TableCommandTests {
  @Test(arguments: [
    Case("rows(table({a: [1, 2], b: 3..4}))", "[{a: 1, b: 3}, {a: 2, b: 4}]"),
    Case("table({a: tensor([1, 2])}).a", "[1, 2]"),
    Case("rows(table([{a: 1}, {b: 2}]))", "[{a: 1, b: none}, {a: none, b: 2}]"),
    Case("len(table({}))", "0"), Case("columns(table({a: [], b: []}))", "[\"a\", \"b\"]"),
    Case("same(table(table({a: [1]})), table({a: [1]}))", "true"),
    // TableRenderer: the title, the header, a rule, the rows; the format writes 0.016 as 1.6%.
    Case(
      "table({error: [1.6%]}, title=\"Sweep\", formats={error: \".1%\"})",
      "Sweep\nerror\n-----\n 1.6%"),
  ]) func contents(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case(
      "table({a: [1, 2], b: [3]})",
      """
      shape: argument 'contents' of table: the columns of a table are equally long, \
      but 'a' has 2 values and 'b' 1
      """
    ),
    Case(
      "table({a: 1})",
      """
      type: argument 'contents' of table: expected a list, a range, a table or a tensor, \
      got a number
      """
    ),
    Case("table([1, 2])", "type: argument 'contents' of table: expected a record, got a number"),
    Case("table({a: [1]}, formats={b: \".2%\"})", "name: the table has no column 'b'"),
    Case("table({a: [1]}, formats={a: \"?\"})", "value: unknown format '?'"),
    Case(
      "table({a: [[table({b: [1]})]]})",
      "type: argument 'contents' of table: a cell of a table cannot hold a table"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
