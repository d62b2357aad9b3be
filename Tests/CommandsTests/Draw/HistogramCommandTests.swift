import Testing

@Suite struct HistogramCommandTests {
  /// numpy.histogram([0, 0, 1, 2, 2, 4], bins=4) gives counts 2, 1, 2, 1 and edges 0, 1, 2, 3, 4;
  /// with density=True 1/3, 1/6, 1/3, 1/6.
  @Test(arguments: [
    Case("h.count", "[2, 1, 2, 1]"), Case("h.low", "[0, 1, 2, 3]"), Case("h.high", "[1, 2, 3, 4]"),
    Case("map(h.pdf, fn(p) { round(6 * p, digits=9) })", "[2, 1, 2, 1]"),
    Case("map(h.cdf, fn(p) { round(6 * p, digits=9) })", "[2, 3, 5, 6]"),
    Case("histogram([0, 0, 1, 2, 2, 4, 0/0, 1/0], bins=4, skip_zero=true).count", "[1, 2, 0, 1]"),
    Case("histogram([], bins=2).count", "[0, 0]"),
    Case("histogram([1], bins=0)", "value: bins must be between 1 and 1000000, not 0"),
  ]) func countsAsNumPyDoes(_ example: Case) throws {
    #expect(
      try ScriptRun("h = histogram([0, 0, 1, 2, 2, 4], bins=4); print(\(example.code))").story
        == example.expected)
  }
}
