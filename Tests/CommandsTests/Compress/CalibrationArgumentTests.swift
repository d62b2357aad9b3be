import Testing

/// Through the commands that take inputs to look at.
@Suite struct CalibrationArgumentTests {
  @Test(arguments: [
    // Examples, a data set, a tensor and a list with one: all are inputs.
    Case(Nets.toy + "compare(n, n, data(\"toy\").test).agreement", "1"),
    Case(Nets.toy + "compare(n, n, data(\"toy\")).divergence", "0"),
    Case(Nets.toy + "compare(n, n, randn(30, 2)).drop", "0"),
    Case(Nets.toy + "compare(n, n, [randn(30, 2)]).drop", "0"),
    // Labels, or a softmax, make a classifier.
    Case(Nets.toy + "len(compare(n, n, randn(30, 2)))", "2"),
    Case(
      "n = net([dense(4), softmax], input=[2]); compare(n, n, randn(30, 2)).agreement", "1"),
  ]) func inputsOfAllKinds(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "compare(n, n, true)",
      "type: argument 'data' of compare: expected a tensor, got a bool", at: "true")
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
