import Testing

/// bench and compare.
@Suite struct BenchCommandTests {
  /// Dense: 4 bytes a weight. Compact: 4 bytes a row and one more, 3 a survivor, 4 a centroid.
  @Test(arguments: [
    Case("b.layer", "[\"fc1\", \"fc1\", \"fc2\", \"fc2\"]"), Case("b.batch", "[1, 3, 1, 3]"),
    Case(
      "columns(b)",
      "[\"layer\", \"batch\", \"dense us\", \"+-\", \"compact us\", \"+- \", \"speedup\", \"dense bytes\", \"compact bytes\"]"
    ),
    Case("[min(b[\"dense us\"]) > 0, min(b[\"compact us\"]) > 0, min(b[\"+-\"]) >= 0]", "[true, true, true]"),
    Case("near(b.speedup[0] * b[\"compact us\"][0], b[\"dense us\"][0])", "true"),
    Case("b[\"dense bytes\"]", "[64, 64, 128, 128]"),
    Case("b[\"compact bytes\"]", "[76, 76, 84, 84]"),
  ]) func tableOfTimes(_ example: Case) throws {
    #expect(
      try ScriptRun(Nets.packed + "b = bench(h, batch=[1, 3], rounds=3); " + example.code).story == example.expected)
  }

  @Test(arguments: [
    Refusal(Nets.packed + "bench(h, rounds=0)", "value: rounds must be between 1 and 100000, not 0", at: "0"),
    Refusal(
      Nets.packed + "bench(h, batch=[])", "value: batch sizes are whole numbers from 1 to 100000", at: "[]"),
    Refusal(
      Nets.packed + "bench(h, batch=[1, 0])", "value: batch sizes are whole numbers from 1 to 100000", at: "[1, 0]"),
    Refusal(
      Nets.pruned + "h = huffman(p); bench(h)",
      "value: no layer has a compact form to time: shared weights, at most 65536 to an output", at: "h",
      hint: "quantize before huffman"),
    Refusal(
      Nets.toy + "compare(n, lenet300())", "shape: the nets differ in layer 'fc3'", at: "lenet300()"),
    Refusal(
      Nets.toy + "compare(n, net([dense(8)], input=[2]))", "shape: the nets differ in layer 'fc2'",
      at: "net([dense(8)], input=[2])"),
    Refusal(
      Nets.toy + "compare(n, net([dense(8), dense(5)], input=[2]))", "shape: the nets differ in layer 'fc2'",
      at: "net([dense(8), dense(5)], input=[2])"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test(arguments: [
    Case("c = compare(n, n); [c.largest, c.rms, c.equal]", "[[0, 0], [0, 0], [1, 1]]"),
    Case("c = compare(q, h); [c.largest, c.bias]", "[[0, 0], [0, 0]]"),
    // Pruning changes what it removes, by as much as it was.
    Case(
      "c = compare(n, p); d = n.fc1.weight - p.fc1.weight; [c.equal, c.largest[0] == max(abs(d))]", "[[0.5, 0.5], true]"
    ),
    Case("d = n.fc2.weight - q.fc2.weight; near(compare(n, q).rms[1], sqrt(mean(d * d)))", "true"),
  ]) func compares(_ example: Case) throws {
    #expect(try ScriptRun(Nets.packed + example.code).story == example.expected)
  }
}
