import Testing

@Suite struct LogCommandTests {
  @Test(arguments: [
    Case("log(8, base=2)", "3"),
    Case("log(1000, base=10)", "3"),
    Case("near(log(81, base=3), 4, relative=1e-15)", "true"),
    Case("log(0)", "-inf"),
    Case("log(-1)", "nan"),
    Case("log(tensor([1, 4]), base=2).values", "[0, 2]"),
  ]) func values(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    "log(2, base=1)", "log(2, base=0)", "log(2, base=-2)", "log(2, base=1/0)", "log(2, base=0/0)",
  ])
  func basesWithoutLogarithms(_ code: String) {
    #expect(result(of: code) == "value: the base of a logarithm is positive and not 1")
  }
}
