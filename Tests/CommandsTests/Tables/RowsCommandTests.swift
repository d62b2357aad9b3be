import Testing

@Suite struct RowsCommandTests {
  @Test(arguments: [
    Case("rows(table({a: [1, 2], b: [\"x\", none]}))", "[{a: 1, b: \"x\"}, {a: 2, b: none}]"),
    Case("rows(table([]))", "[]"), Case("rows(table({a: []}))", "[]"),
    Case("t = table({a: [3, 1]}); table(rows(t)) == t", "true"),
    Case("t = table({a: [3, 1]}); rows(t)[1] == t[1]", "true"),
  ]) func records(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
