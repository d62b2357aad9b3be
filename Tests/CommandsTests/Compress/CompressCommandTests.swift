import Testing

@Suite struct CompressCommandTests {
  @Test(arguments: [
    Case(
      Nets.toy + "p = compress(n, max_bytes=400); p.bytes <= 400",
      "true"),
    Case(
      Nets.toy + "t = data(\"toy\").test; p = compress(n, t); accuracy(p, t) > 0", "true"),
  ]) func compresses(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.toy + "compress(n, max_drop=1%)", "argument: without data nobody can tell what is lost",
      at: "1%", hint: "give inputs, compress(net, data, max_drop=...), or max_bytes"),
    Refusal(
      Nets.toy + "compress(n, data(\"toy\"), max_drop=1%, max_bytes=100)",
      "argument: compress keeps max_drop or max_bytes, not both", at: "1%"),
    Refusal(
      Nets.toy + "compress(n, max_bytes=0)", "value: max_bytes must be positive", at: "0"),
    Refusal(
      Nets.toy + "compress(n, data(\"toy\"), max_drop=2)",
      "value: max_drop must be above 0 and below 1", at: "2"),
    Refusal(
      Nets.toy + "compress(n, data(\"toy\"), max_bytes=500, samples=1)",
      "value: samples must be between 2 and 1000000, not 1", at: "1"),
    Refusal(
      Nets.toy + "compress(n, [[1, 2, 3]])",
      "shape: the net takes input float32 [batch, 2], not tensor 1x3 f32",
      at: "[[1, 2, 3]]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test func saysWhatCameOfIt() throws {
    let run = try ScriptRun(Nets.toy + "p = compress(n, data(\"toy\"), max_bytes=500)")
    #expect(run.error == nil)
    let line = try #require(run.outcomes.first { $0.hasPrefix("compress: ") })
    #expect(line.contains(" bytes, ") && line.contains("x smaller") && line.contains(" lost, "))
  }
}
