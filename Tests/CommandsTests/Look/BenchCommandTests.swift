import Testing

/// bench and compare.
@Suite struct BenchCommandTests {
  /// 2-8-4 with half of the weights: dense layers of 16 and 32 weights.
  @Test(arguments: [
    Case("unique(b.layer)", "[\"fc1\", \"fc2\", \"other steps\", \"all\"]"),
    Case("unique(b.batch)", "[1, 3]"),
    Case(
      "columns(b)",
      """
      ["layer", "shape", "kept", "batch", "caches", "way", "form", "us", "+-", "ratio", "bytes", \
      "held", "uJ modelled", "uJ measured", "holds"]
      """
    ),
    Case(
      "[b.us[0] > 0, min(b[\"+-\"]) >= 0, b.shape[0], b.kept[0]]", "[true, true, \"8x2\", 0.5]"),
    Case(
      "d = filter(b, fn(r) { r.way == \"OpenBLAS\" }); [d.bytes[0], d.bytes[1], d.held[0]]",
      "[64, 128, 64]"),
    Case("near(b.ratio[1] * b.us[0], b.us[1])", "true"),
    Case("unique(bench(h, batch=[1], layers=\"fc2\", cold=false, rounds=1).layer)", "[\"fc2\"]"),
    Case("unique(bench(h, batch=[1], threads=2, rounds=1).way)", "[\"dcs\", \"OpenBLAS\"]"),
    Case("unique(bench(p, batch=[1], cold=false, rounds=1).way)", "[\"dcs\", \"OpenBLAS\"]"),
    Case("b.holds[0]", "\"fc1 dense + relu1 relu\""),
    Case(
      "bench(h, batch=[1], cold=false, whole=true, rounds=1).layer",
      "[\"other steps\", \"all\"]"),
    Case("unique(b.caches)", "[\"hot\"]"),
    Case(
      """
      c = bench([h, h], batch=[1], cold=false, rounds=1); \
      [columns(c)[0], unique(c.net), len(c) == 2 * len(filter(c, fn(r) { r.net == "1" }))]
      """,
      "[\"net\", [\"1\", \"2\"], true]"),
    Case("unique(bench({a: h}, batch=[1], cold=false, rounds=1).net)", "[\"a\"]"),
    Case(
      "unique(bench(h, batch=[1], cpu=\"portable\", cold=false, rounds=1).layer)",
      "[\"fc1\", \"fc2\", \"other steps\", \"all\"]"),
  ]) func tableOfTimes(_ example: Case) throws {
    let code = "b = bench(h, batch=[1, 3], cold=false, rounds=3); " + example.code
    #expect(try ScriptRun(Nets.packed + code).story == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.packed + "bench(h, rounds=0)", "value: rounds must be between 1 and 100000, not 0",
      at: "0"),
    Refusal(
      Nets.packed + "bench(h, threads=0)", "value: threads must be between 1 and 1024, not 0",
      at: "0"),
    Refusal(
      Nets.packed + "bench(h, cpu=\"z80\")",
      "value: cpu=z80 is no level; there are portable, avx2, avx512",
      at: "\"z80\""),
    Refusal(Nets.packed + "bench([])", "value: there is no net to time", at: "[]"),
    Refusal(
      Nets.packed + "bench(h, layers=\"conv1\")", "argument: no layer is called 'conv1'",
      at: "\"conv1\""),
    Refusal(
      Nets.packed + "bench(h, batch=[])", "value: batch sizes are whole numbers from 1 to 100000",
      at: "[]"),
    Refusal(
      Nets.packed + "bench(h, batch=[1, 0])",
      "value: batch sizes are whole numbers from 1 to 100000", at: "[1, 0]"),
    Refusal(
      Nets.toy + "compare(n, lenet300())", "shape: the nets differ in layer 'fc3'", at: "lenet300()"
    ),
    Refusal(
      Nets.toy + "compare(n, net([dense(8)], input=[2]))", "shape: the nets differ in layer 'fc2'",
      at: "net([dense(8)], input=[2])"),
    Refusal(
      Nets.toy + "compare(n, net([dense(8), dense(5)], input=[2]))",
      "shape: the nets differ in layer 'fc2'",
      at: "net([dense(8), dense(5)], input=[2])"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test(arguments: [
    Case("c = compare(n, n); [c.largest, c.rms, c.equal]", "[[0, 0], [0, 0], [1, 1]]"),
    Case("c = compare(q, h); [c.largest, c.bias]", "[[0, 0], [0, 0]]"),
    // Pruning changes what it removes, by as much as it was.
    Case(
      "c = compare(n, p); d = n.fc1.weight - p.fc1.weight; [c.equal, c.largest[0] == max(abs(d))]",
      "[[0.5, 0.5], true]"
    ),
    Case("d = n.fc2.weight - q.fc2.weight; near(compare(n, q).rms[1], sqrt(mean(d * d)))", "true"),
  ]) func compares(_ example: Case) throws {
    #expect(try ScriptRun(Nets.packed + example.code).story == example.expected)
  }
}
