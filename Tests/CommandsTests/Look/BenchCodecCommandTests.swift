import Testing

@Suite struct BenchCodecCommandTests {
  @Test(arguments: [
    Case("t.layer", "[\"fc1\", \"fc1\", \"fc2\", \"fc2\"]"),
    Case("t.stream", "[\"codes\", \"gaps\", \"codes\", \"gaps\"]"),
    // Padding alone keeps bits at or above the entropy; a code of whole bits is never below it.
    Case("[t.bits[0] >= t.entropy[0], t.bits[1] >= t.entropy[1]]", "[true, true]"),
    Case("[min(t[\"encode M/s\"]) > 0, min(t[\"decode M/s\"]) > 0]", "[true, true]"),
    Case("near(t.excess[0], t.bits[0] / t.entropy[0] - 1)", "true"),
  ]) func tableOfStreams(_ example: Case) throws {
    #expect(
      try ScriptRun(Nets.packed + "t = bench_codec(h, rounds=3); " + example.code).story
        == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.packed + "bench_codec(h, rounds=0)", "value: rounds must be between 1 and 100000, not 0",
      at: "0")
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
