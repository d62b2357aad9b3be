import Testing

@Suite struct RetrainCommandTests {
  /// Layers in turn, as in the 2015 paper: the others stay bit for bit; zeros and sharing stay
  /// everywhere.
  @Test(arguments: [
    Case(
      Nets.pruned + "r = retrain(p, data(\"toy\"), 2, lr=0.1, only=\"fc2\"); "
        + "[r.fc1 == p.fc1, r.fc2 == p.fc2, r.fc2.mask == p.fc2.mask, r.fc2.state]",
      "[true, false, true, \"pruned\"]"),
    Case(
      Nets.pruned + "r = retrain(p, data(\"toy\"), 2, lr=0.1, except=\"fc2\"); "
        + "[r.fc1 == p.fc1, r.fc2 == p.fc2, r.fc1.mask == p.fc1.mask]", "[false, true, true]"),
    Case(
      Nets.shared + "r = retrain(q, data(\"toy\"), 2, lr=0.01, only=\"fc1\"); "
        + """
        [r.fc1.codebook == q.fc1.codebook, r.fc1.codes == q.fc1.codes, \
        r.fc1.mask == q.fc1.mask, r.fc2 == q.fc2]
        """,
      "[false, true, true, true]"),
    Case(
      Nets.pruned
        + "a = retrain(p, data(\"toy\"), 2, lr=0.1, l1=0.1); "
        + "b = retrain(p, data(\"toy\"), 2, lr=0.1); "
        + "sum(abs(a.fc1.weight)) < sum(abs(b.fc1.weight))", "true"),
    Case(
      Nets.toy + "r = retrain(n, data(\"toy\"), 2, lr=0.01, sparsity=75%, method=\"global\"); "
        + "[r.sparsity, r.state]", "[0.75, \"pruned\"]"),
    Case(
      Nets.toy + "r = retrain(n, data(\"toy\"), 2, lr=0.01, sparsity=50%, only=\"fc1\"); "
        + "[r.fc1.sparsity, r.fc2.state]", "[0.5, \"dense\"]"),
    Case(
      Nets.pruned + "q = quantize(p, levels=3, bias_bits=5); "
        + "r = retrain(q, data(\"toy\"), 4, lr=0.05, optimizer=\"adam\", straight_through=p); "
        + "[r.fc1.mask == q.fc1.mask, len(r.fc1.codebook) <= 3, r.fc1.codes == q.fc1.codes]",
      "[true, true, false]"),
  ]) func retrains(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.toy + "retrain(n, data(\"toy\"), 1, sparsity=100%)",
      "value: sparsity must be at least 0 and below 1 (0% to 99.99...%), not 1.0", at: "100%"),
    Refusal(
      Nets.toy + "retrain(n, data(\"toy\"), 1, sparsity=50%, ramp=0)",
      "value: ramp must be above 0 and at most 1, not 0.0", at: "0"),
    Refusal(
      Nets.shared + "retrain(q, data(\"toy\"), 1, sparsity=50%)",
      "value: the weights of fc1 are shared already: prune before you quantize", at: "50%"),
    Refusal(
      Nets.shared + "retrain(q, data(\"toy\"), 1, straight_through=net([dense(4)], input=[2]))",
      "value: the net with the floats has no such layer fc1: it must be the one that was quantized",
      at: "net([dense(4)], input=[2])"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
