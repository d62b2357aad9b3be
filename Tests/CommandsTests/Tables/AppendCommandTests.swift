import Testing

@Suite struct AppendCommandTests {
  @Test(arguments: [
    Case("append([1], [2])", "[1, [2]]"), Case("append(1..2, 3)", "[1, 2, 3]"),
    Case("x = [1]; y = append(x, 2); x", "[1]"),
    Case("rows(append(table({a: [1], b: [2]}), {b: 4}))", "[{a: 1, b: 2}, {a: none, b: 4}]"),
    Case("t = table({a: [1]}); append(t, t).a", "[1, 1]"),
    Case("append(table({a: [1]}), [{a: 2}, {a: 3}]).a", "[1, 2, 3]"),
    Case("t = table([]); for b in 4..5 { t = append(t, {bits: b}) }; t.bits", "[4, 5]"),
    Case("table({a: [0.5]}, formats={a: \".0%\"}) |> append({a: 1})", "   a\n----\n 50%\n100%"),
  ]) func oneMore(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("append(table({bits: [1]}), {bit: 2})", "name: the table has no column 'bit'"),
    Case(
      "append(table({bits: [1]}), 2)",
      "type: expected a record of columns, a list of records or a table, got a number"),
    Case(
      "append({a: 1}, 2)",
      "type: argument 'x' of append: expected a list, a range, a table or a tensor, got a record"),
    Case("t = table({a: [1]}); append(t, {a: t})", "type: a cell of a table cannot hold a table"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
