import Testing

@Suite struct SensitivityCommandTests {
  private static let trained =
    "t = data(\"toy\"); n = net([dense(8), relu, dense(4)], input=[2]) |> "
    + "train(t, epochs=5, lr=0.1); "

  @Test(arguments: [
    Case(
      trained + "columns(sensitivity(n, t, sparsity=[50%]))",
      "[\"layer\", \"sparsity\", \"error\", \"drop\"]"),
    Case(
      trained
        + """
        s = sensitivity(n, t, sparsity=[0, 90%]); near(s.error[1], \
        1 - accuracy(prune(n, sparsity={fc1: 90%}), t.valid))
        """,
      "true"),
    Case(trained + "s = sensitivity(n, t, sparsity=[0, 50%]); [s.drop[0], s.drop[2]]", "[0, 0]"),
    Case(
      trained
        + """
        s = sensitivity(n, t, stage="quantize", bits=[8]); \
        near(s.error[0], 1 - accuracy(quantize(n, bits=8, only="fc1"), t.valid))
        """,
      "true"),
    Case(trained + "same(sensitivity(n, t), sensitivity(n, t))", "true"),
    Case(
      trained + "p = plan(sensitivity(n, t), drop=50%); prune(n, sparsity=p).state", "\"pruned\""),
    Case(
      trained
        + """
        p = plan(sensitivity(n, t, stage="quantize", bits=[8, 2, 4]), drop=100%); \
        quantize(n, bits=p).fc1.bits
        """,
      "2"),
  ]) func scans(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      trained + "sensitivity(n, t, sparsity=[100%])",
      "value: sparsities are at least 0 and below 1", at: "[100%]"),
    Refusal(
      trained + "sensitivity(n, t, stage=\"quantize\", bits=[9])",
      "value: bits are between 1 and 8", at: "[9]"),
    Refusal(
      trained + "sensitivity(net([dense(2)], input=[3]), t)",
      "shape: the net takes inputs of shape [3], not [2]",
      at: "t"),
    Refusal(
      trained + "sensitivity(n, t, sparsity=[99.9%])", "value: no weight of fc1 would survive",
      at: "[99.9%]"),
    Refusal(
      trained + "sensitivity(quantize(n), t, sparsity=[50%])",
      "value: the weights of fc1 are shared already: prune before you quantize", at: "[50%]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
