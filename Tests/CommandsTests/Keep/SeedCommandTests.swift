import Testing

@Suite struct SeedCommandTests {
  @Test(arguments: [
    Case("seed 7; a = rand(5); seed 7; same(a, rand(5))", "true"),
    Case("seed 7; a = rand(5); same(a, rand(5))", "false"),
    Case("seed 7; a = rand(5); seed 8; same(a, rand(5))", "false"),
    Case("a = lenet300(); seed 0; same(a, lenet300())", "true"),
    Case("x = seed(5); print x", "5"),
  ]) func draws(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["-1", "0.5", "2^53 + 2"]) func onlyWholeNumbersFromZero(_ seed: String) throws {
    let error = try ScriptRun("seed(\(seed))").error
    #expect(error?.kind == .value || error?.kind == .type)
    #expect(error?.span?.text == seed)
  }
}
