import Testing

@Suite struct KeysCommandTests {
  @Test(arguments: [
    Case("keys({b: 1, a: 2})", "[\"b\", \"a\"]"), Case("keys({})", "[]"),
    Case("keys(table({x: [1], y: [2]}))", "[\"x\", \"y\"]"),
    Case("r = {a: 1}; r.b = 2; r.a = 3; keys(r)", "[\"a\", \"b\"]"),
    Case("\"fc1\" in keys(lenet300())", "true"),
  ]) func names(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["[1]", "5", "1..2", "\"a\""]) func othersHaveNone(_ subject: String) throws {
    let error = try ScriptRun("keys(\(subject))").error
    #expect(error?.kind == .type && error?.span?.text == subject)
  }
}
