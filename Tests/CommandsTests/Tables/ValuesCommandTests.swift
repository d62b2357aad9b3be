import Testing

@Suite struct ValuesCommandTests {
  @Test(arguments: [
    Case("values({b: 1, a: [2]})", "[1, [2]]"), Case("values({})", "[]"),
    Case("values(table({x: [1, 2], y: [3, 4]}))", "[[1, 2], [3, 4]]"),
    Case("values(tensor([[1, 2], [3, 4]]))", "[1, 2, 3, 4]"),
    Case("r = {a: 1, b: 2}; len(values(r)) == len(keys(r))", "true"),
  ]) func inOrder(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["[1]", "5", "none"]) func othersHaveNone(_ subject: String) throws {
    let error = try ScriptRun("values(\(subject))").error
    #expect(error?.kind == .type && error?.span?.text == subject)
  }
}
