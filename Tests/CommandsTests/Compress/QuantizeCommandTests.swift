import Testing

@Suite struct QuantizeCommandTests {
  @Test(arguments: [
    Case(
      Nets.shared + "[q.fc1.bits, q.state, same(q.fc1.mask, p.fc1.mask), p.state]",
      "[2, \"shared\", true, \"pruned\"]"),
    Case(Nets.toy + "q = quantize(n, bits=8); [len(q.fc1.codebook), q.fc1.bits]", "[16, 8]"),
    Case(Nets.shared + "same(quantize(q, bits=8).fc1.weight, q.fc1.weight)", "true"),
    Case("quantize(net([relu], input=[2])).parameters", "0"),
  ]) func shares(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.toy + "quantize(n, bits=0)",
      "value: bits must be a whole number from 1 to 8 (2 to 256 shared weights), not 0", at: "0"),
    Refusal(
      Nets.toy + "quantize(n, bits={\"*\": 5, fc2: 40})",
      "value: bits must be a whole number from 1 to 8 (2 to 256 shared weights), not 40",
      at: "{\"*\": 5, fc2: 40}"),
    Refusal(
      Nets.toy + "quantize(n, bits=2.5)",
      "value: argument 'bits' of quantize: expected a whole number, got 2.5",
      at: "2.5"),
    Refusal(
      Nets.toy + "quantize(n, centroid_bits=9)",
      "value: centroids are stored in 2 to 8, 16 or 32 bits, not 9", at: "9"),
    Refusal(
      Nets.toy + "quantize(n, bits=3, centroid_bits=3)",
      "value: 3 bits hold 6 different centroids, not 8: fewer levels, or more bits of a centroid",
      at: "3"),
    Refusal(
      Nets.toy + "quantize(n, centroid_bits=6, method=\"hessian\", data=randn(4, 2))",
      "value: centroids are stored in 16 or 32 bits here, not 6: the method finds by itself where "
        + "multiples of a step are better", at: "6"),
    Refusal(
      Nets.toy + "quantize(n, bias_bits=9)",
      "value: biases are stored in 2 to 8, 16 or 32 bits, not 9", at: "9"),
    Refusal(
      Nets.toy + "quantize(n, levels=257)",
      "value: levels must be a whole number from 1 to 256 (shared weights of a layer), not 257",
      at: "257"),
    Refusal(
      Nets.packed + "quantize(h)",
      "type: argument 'net' of quantize: expected a net, got a packed net", at: "h",
      hint: "unpack gives the net back"),
    // An absurd learning rate makes weights that 16-bit floats cannot hold.
    Refusal(
      "n = net([dense(4)], input=[2]) |> train(data(\"toy\"), 1, lr=1e6); quantize(n)",
      """
      value: fc1 has centroids or biases beyond 65504, \
      the largest number of 16 bits: store them in 32 bits
      """,
      at: "n"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test(arguments: [
    Case(
      Nets.toy + "q = quantize(n, bits=2, method=\"hessian\", data=data(\"toy\")); "
        + "[q.fc1.bits, q.state, len(q.fc1.codebook) <= 4]", "[2, \"shared\", true]"),
    Case(
      Nets.toy + "q = quantize(n, method=\"hessian\", lambda=1e6); q.sparsity > 90%", "true"),
  ]) func sharesBySecondOrder(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "quantize(n, lambda=1)", "argument: 'lambda' is for method=\"hessian\"", at: "1",
      hint: "k-means looks at weights alone"),
    Refusal(
      Nets.toy + "quantize(n, method=\"hessian\", init=\"forgy\")",
      "argument: 'init' is for method=\"kmeans\": the levels of the other one begin as a grid",
      at: "\"forgy\""),
    Refusal(
      Nets.toy + "quantize(n, bits=9, method=\"hessian\")",
      "value: bits must be a whole number from 1 to 8 (2 to 256 shared weights), not 9", at: "9"),
  ]) func refusesBySecondOrder(_ refusal: Refusal) throws { try check(refusal) }

  /// k-means from equally spaced centroids leaves some without weights: for `explain` to tell, not
  /// here.
  @Test func emptyClustersAreNoNews() throws {
    let run = try ScriptRun("seed 1; q = net([dense(40)], input=[40]) |> quantize(bits=8)")
    #expect(run.error == nil && run.notes == [])
    let explained = try ScriptRun("seed 1; explain(randn(40, 40), bits=8)")
    #expect(
      explained.output.firstMatch(of: #/; \d+ empty clusters? placed anew while k-means ran/#)
        != nil, "\(explained.output.prefix(200))")
  }
}
