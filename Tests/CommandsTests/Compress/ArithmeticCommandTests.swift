import Testing

/// arithmetic, and estimate for it.
@Suite struct ArithmeticCommandTests {
  private static let subjects = [
    Nets.shared, Nets.shared + "q = p; ", Nets.shared + "q = n; ",
    Nets.shared + "q = quantize(n, bits=3); ",
    Nets.pruned + "q = quantize(p, bits=2, only=\"fc1\"); ",
    "q = net([dense(40, bias=false), dense(4)], input=[30]) |> quantize(bits=1); ",
    """
    q = net([conv(8, 3), conv(12, 3, padding=1), flatten, dense(5)], input=[2, 8, 8]) |> \
    prune(sparsity=60%) |> quantize(bits=4);
    """,
  ]

  /// Coding loses nothing, `estimate` is the size on disk, and Huffman coding is never smaller.
  @Test(arguments: subjects) func isLossless(_ subject: String) throws {
    let run = try ScriptRun(
      subject + """
         a = arithmetic(q); e = estimate(q, coder="arithmetic"); save(a, "/tmp/a.dcz"); \
        again = load("/tmp/a.dcz"); h = huffman(q)
        print(same(unpack(a), q), same(again, a), same(unpack(again), q), same(arithmetic(h), a))
        print(a.bytes == e.bytes, a.bytes == file_size("/tmp/a.dcz"), a.bytes <= h.bytes)
        """)
    #expect(run.story == "true true true true\ntrue true true")
  }

  @Test(arguments: [
    Case(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=4); a = arithmetic(q); \
      a.bytes < huffman(q).bytes
      """, "true"),
    Case(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=4); r = report([arithmetic(q)]); \
      [r.stages.stage[0], r.layers["P+Q+A"][0] < r.layers["P+Q+H"][0], r.layers["A saves"][0] > 0]
      """, "[\"packed (P+Q+A)\", true, true]"),
    Case(
      """
      n = lenet300() |> quantize(bits=3, bias_bits=32); \
      arithmetic(n).bytes - arithmetic(n, bias_bits=16).bytes
      """, "820"),
    Case(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=4); \
      bench_codec(arithmetic(q), rounds=1).stream[0]
      """, "\"arithmetic\""),
  ]) func fields(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.shared + "estimate(q, coder=\"arithmetic\", index_bits=3)",
      "argument: arithmetic coding has no gaps to choose for", at: "3"),
    Refusal(
      Nets.shared + "arithmetic(q, bias_bits=9)",
      "value: bias_bits must be 2 to 8, 16 or 32, not 9", at: "9"),
    Refusal(
      "arithmetic(3)",
      "type: argument 'net' of arithmetic: expected a net or a packed net, got a number", at: "3"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
