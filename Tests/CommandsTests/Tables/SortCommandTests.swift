import Testing

@Suite struct SortCommandTests {
  private static let table = "t = table({layer: [\"c\", \"a\", \"b\"], bits: [5, 4, 5]}); "

  @Test(arguments: [
    Case("sort([3, 1, 2])", "[1, 2, 3]"), Case("sort([\"b\", \"a\"])", "[\"a\", \"b\"]"),
    Case("sort([])", "[]"),
    Case("sort([2, 0/0, 1])", "[1, 2, nan]"),
    Case("sort([2, 0/0, 1], descending=true)", "[2, 1, nan]"),
    Case("sort([[1, 2], [1], [0, 9]])", "[[0, 9], [1], [1, 2]]"),
    Case("sort([3, -4, 1], by=abs)", "[1, 3, -4]"),
    Case("sort(tensor([3, 1, 2])).values", "[1, 2, 3]"),
    Case("sort(5..1 step -2)", "[1, 3, 5]"),
    Case("sort([{n: 2}, {n: 1}], by=\"n\")", "[{n: 1}, {n: 2}]"),
    Case("x = [2, 1]; y = sort(x); x", "[2, 1]"),
  ]) func orders(_ example: Case) { #expect(example.printed == example.expected) }

  /// Equal keys keep the order of the rows, in both directions.
  @Test(arguments: [
    Case(table + "sort(t, by=\"bits\").layer", "[\"a\", \"c\", \"b\"]"),
    Case(table + "sort(t, by=\"bits\", descending=true).layer", "[\"c\", \"b\", \"a\"]"),
    Case(table + "sort(t, by=[\"bits\", \"layer\"]).layer", "[\"a\", \"b\", \"c\"]"),
    Case(table + "sort(t, by=fn(row) { -row.bits }).layer", "[\"c\", \"b\", \"a\"]"),
  ]) func tables(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("sort([1, \"a\"])", "type: numbers, strings and lists cannot be sorted among one another"),
    Case(
      "sort([true, false])", "type: numbers, strings and lists of them can be sorted, not a bool"),
    Case(table + "sort(t)", "type: numbers, strings and lists of them can be sorted, not a record"),
    Case(table + "sort(t, by=\"bit\")", "name: there is no column 'bit'"),
    Case(
      "sort([1, 2], by=\"bits\")",
      "type: only tables and records are sorted by a name, not a number"),
    Case(
      "sort([1, 2], by=3)",
      "type: argument 'by' of sort: expected a function or the name of a column, got a number"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
