import Testing

@Suite struct BenchTrainingCommandTests {
  @Test(arguments: [
    Case("columns(t)", "[\"batch\", \"steps\", \"step ms\", \"+-\", \"examples/s\"]"),
    Case("[t.batch, t.steps]", "[[16], [5]]"),
    Case("t[\"step ms\"][0] > 0", "true"),
    Case("near(t[\"examples/s\"][0] * t[\"step ms\"][0], 16000)", "true"),
    // Nothing is learned.
    Case("same(n, m)", "true"),
  ]) func tableOfOneStep(_ example: Case) throws {
    let setup =
      "n = net([dense(4)], input=[2]); m = n; t = bench_training(n, data(\"toy\"), steps=5, "
      + "batch=16); "
    #expect(try ScriptRun(setup + example.code).story == example.expected)
  }

  @Test(arguments: [
    Refusal(
      "n = net([dense(4)], input=[2]); bench_training(n, data(\"toy\"), steps=0)",
      "value: steps must be between 1 and 100000, not 0", at: "0"),
    Refusal(
      "n = net([dense(4)], input=[2]); bench_training(n, data(\"toy\"), batch=0)",
      "value: batch must be between 1 and 1000000, not 0", at: "0"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
