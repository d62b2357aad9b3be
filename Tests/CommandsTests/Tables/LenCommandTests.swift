import Testing

@Suite struct LenCommandTests {
  @Test(arguments: [
    Case("len([])", "0"), Case("len({a: 1, b: 2})", "2"), Case("len(1..10 step 3)", "4"),
    Case("len(\"größe\")", "5"), Case("len(tensor([[1, 2], [3, 4], [5, 6]]))", "3"),
    Case("len(table({a: [1, 2]}))", "2"), Case("len(data(\"toy\").test)", "100"),
  ]) func counts(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["5", "none", "true", "sqrt"]) func othersHaveNone(_ subject: String) throws {
    let error = try ScriptRun("len(\(subject))").error
    #expect(error?.kind == .type && error?.span?.text == subject)
  }
}
