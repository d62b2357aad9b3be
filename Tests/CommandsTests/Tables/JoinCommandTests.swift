import Testing

@Suite struct JoinCommandTests {
  private static let tables = """
    a = table({layer: ["x", "y", "y"], bits: [4, 5, 6]})
    b = table({layer: ["y", "z", "y"], error: [1, 2, 3]})

    """

  @Test(arguments: [
    Case("join([\"a\", 1, none])", "\"a1none\""), Case("join([], \", \")", "\"\""),
    Case("join(1..3, \"-\")", "\"1-2-3\""),
    Case("join(split(\"a,b,,c\", \",\"), \",\")", "\"a,b,,c\""),
    Case("join([1], by=\"a\")", "argument: by works with two tables"),
    Case("join([1], table({a: [1]}))", "type: a list is joined with a string, not with a table"),
  ]) func strings(_ example: Case) { #expect(example.printed == example.expected) }

  /// R: merge(a, b) pairs each y of the one with each y of the other; x and z have no partner.
  @Test(arguments: [
    Case(tables + "join(a, b).bits", "[5, 5, 6, 6]"),
    Case(tables + "join(a, b, by=\"layer\").error", "[1, 3, 1, 3]"),
    Case(tables + "columns(join(a, b))", "[\"layer\", \"bits\", \"error\"]"),
    Case(tables + "join(a, a, by=[\"layer\", \"bits\"]).bits", "[4, 5, 6]"),
    Case(tables + "len(join(a, table({layer: [\"w\"]})))", "0"),
    Case(
      tables + "join(a, a, by=\"layer\")",
      "value: both tables have a column 'bits' that they are not joined by"),
    Case(
      tables + "join(a, table({c: [1]}))",
      "name: the tables have no column in common to be joined by"),
    Case(tables + "join(a, b, by=\"bits\")", "name: the table has no column 'bits'"),
    Case(tables + "join(a, b, by=[])", "name: the tables have no column in common to be joined by"),
    Case(tables + "join(a, \", \")", "type: a table is joined with a table, not with a string"),
  ]) func matchingRows(_ example: Case) { #expect(example.printed == example.expected) }
}
