import Testing

@Suite struct BenchPackingCommandTests {
  /// 2-8-4: 16 and 32 weights of four bytes.
  @Test(arguments: [
    Case("[t.dense[0], t.ms[0] > 0]", "[192, true]"),
    Case("near(t[\"dense MB/s\"][0], t.dense[0] / t.ms[0] / 1000)", "true"),
    Case(
      """
      t.held[0] == sum(filter(bench(h, batch=[1], cold=false, rounds=1), \
      fn(r) { r.way == "dcs" and r.layer != "all" }).held)
      """,
      "true"),
  ]) func tableOfOneRow(_ example: Case) throws {
    #expect(
      try ScriptRun(Nets.packed + "t = bench_packing(h, rounds=3); " + example.code).story
        == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.packed + "bench_packing(h, rounds=0)",
      "value: rounds must be between 1 and 100000, not 0", at: "0")
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
