import Testing

@Suite struct CompareCommandTests {
  /// Half of the weights of each layer become zero; the same by the language's own arithmetic.
  private static let pruned =
    Nets.pruned + "c = compare(n, p); d = n.fc1.weight - p.fc1.weight; "

  @Test(arguments: [
    Case(pruned + "c.layer", "[\"fc1\", \"fc2\"]"),
    Case(pruned + "near(c.largest[0], max(abs(d)), relative=1e-6)", "true"),
    Case(pruned + "near(c.rms[0], sqrt(mean(d * d)), relative=1e-5)", "true"),
    Case(pruned + "c.equal", "[0.5, 0.5]"), Case(pruned + "c.bias", "[0, 0]"),
    Case(pruned + "e = compare(p, n); e.rms == c.rms and e.largest == c.largest", "true"),
    Case(pruned + "s = compare(p, p); [s.largest, s.rms, s.equal]", "[[0, 0], [0, 0], [1, 1]]"),
  ]) func differences(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      "n = net([dense(2)], input=[2]); compare(n, net([dense(3)], input=[2]))",
      "shape: the nets differ in layer 'fc1'", at: "net([dense(3)], input=[2])"),
    Refusal(
      "n = net([dense(2)], input=[2]); m = net([dense(2), dense(2)], input=[2]); compare(n, m)",
      "shape: the nets differ in layer 'fc2'", at: "m"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
