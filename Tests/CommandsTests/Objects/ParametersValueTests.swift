import Testing

/// `net.batchnorm1` and its fields.
@Suite struct ParametersValueTests {
  private static let net = "n = net([dense(3), batchnorm, dense(2)], input=[4]); "

  @Test(arguments: [
    Case(net + "[n.batchnorm1.name, n.batchnorm1.kind]", "[\"batchnorm1\", \"batchnorm\"]"),
    Case(net + "[n.batchnorm1.scale.values, n.batchnorm1.mean.values]", "[[1, 1, 1], [0, 0, 0]]"),
    Case(net + "n.batchnorm1", "layer batchnorm1, batchnorm, 3 channels"),
    Case(net + "n.batchnorm1 == n.batchnorm1", "true"),
    Case(net + "same(n, n)", "true"),
  ]) func fields(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }
}
