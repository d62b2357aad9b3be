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
  ]) func retrains(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
