import Testing

@Suite struct ColumnsCommandTests {
  private static let table = "t = table({a: [1, 2], b: [3, 4], c: [5, 6]}); "

  @Test(arguments: [
    Case(table + "columns(t)", "[\"a\", \"b\", \"c\"]"),
    Case(table + "columns(t, only=\"b\").b", "[3, 4]"),
    Case(table + "keys(columns(t, only=[\"c\", \"a\"]))", "[\"c\", \"a\"]"),
    Case(table + "keys(t) == columns(t)", "true"),
    Case(table + "values(t)", "[[1, 2], [3, 4], [5, 6]]"),
    Case(table + "same(table(rows(t)), t)", "true"),
    Case(table + "columns(t, only=\"d\")", "name: the table has no column 'd'"),
    Case(table + "columns(t, only=[\"a\", \"a\"])", "value: a table has each column once"),
    Case("columns([1])", "type: argument 'table' of columns: expected a table, got a list"),
    Case("rows([1])", "type: argument 'table' of rows: expected a table, got a list"),
  ]) func columns(_ example: Case) { #expect(example.printed == example.expected) }
}
