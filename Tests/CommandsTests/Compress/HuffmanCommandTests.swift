import Testing

/// huffman, unpack and estimate.
@Suite struct HuffmanCommandTests {
  private static let variants = [
    "", "index_bits=3", "index_bits={fc1: 1, fc2: 12}", "format=\"paper\"",
    "index_bits=2, format=\"paper\"",
  ]
  private static let subjects = [
    Nets.shared, Nets.shared + "q = p; ", Nets.shared + "q = n; ",
    Nets.shared + "q = quantize(n, bits=3); ",
    Nets.pruned + "q = quantize(p, bits=2, only=\"fc1\"); ",
    "q = net([relu, flatten], input=[3]); ",
    "q = net([dense(5, bias=false), dropout(30%), dense(4)], input=[2]) |> quantize(bits=1); ",
  ]

  /// Coding loses nothing, and `estimate` is the size on disk.
  @Test(arguments: variants, subjects) func isLossless(_ arguments: String, _ subject: String)
    throws
  {
    guard !(arguments.contains("fc1") && subject.contains("net([relu")) else { return }
    let given = arguments.isEmpty ? "" : ", " + arguments
    let run = try ScriptRun(
      subject + """
        h = huffman(q\(given)); e = estimate(q\(given)); save(h, "/tmp/a.dcz"); \
        again = load("/tmp/a.dcz")
        print(same(unpack(h), q), same(again, h), same(unpack(again), q), \
        unpack(h).state == q.state)
        print(h.bytes == e.bytes, h.bytes == file_size("/tmp/a.dcz"), near(h.ratio, e.ratio), \
        h.overhead == e.overhead)
        """)
    #expect(run.story == "true true true true\ntrue true true true")
  }

  @Test(arguments: [
    Case(
      Nets.packed + "[h.layers, h.seed, h.sparsity, h.dense_bytes]",
      "[[\"fc1\", \"fc2\"], 0, 0.5, 240]"),
    Case(Nets.packed + "near(h.ratio, 240 / h.bytes)", "true"),
    Case(Nets.packed + "same(h.fc1.weight, q.fc1.weight)", "true"),
    Case("seed 7; " + Nets.packed + "h.seed", "7"),
    Case(Nets.packed + "same(h[\"fc1\"].weight, q.fc1.weight)", "true"),
    Case(
      """
      h = huffman(net([dense(3, name="bytes")], input=[2])); [h["bytes"].shape, type(h.bytes)]
      """,
      "[[3, 2], \"number\"]"),
    Case(
      "n = net([relu], input=[3]); h = huffman(n); [n.density, h.density, h.sparsity]",
      "[1, 1, 0]"),
    Case(Nets.packed + "same(h, huffman(q))", "true"),
    Case(Nets.packed + "same(h, huffman(p))", "false"),
  ]) func fields(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.shared + "huffman(q, index_bits=0)",
      "value: layer fc1: gaps of 0 bits are not possible; 1 to 12 are",
      at: "0"),
    Refusal(
      Nets.shared + "q |> huffman(index_bits={fc2: 99})",
      "value: layer fc2: gaps of 99 bits are not possible; 1 to 12 are", at: "{fc2: 99}"),
    Refusal(
      Nets.shared + "estimate(q, index_bits={fc3: 5})", "argument: no layer is called 'fc3'",
      at: "{fc3: 5}",
      hint: "did you mean 'fc1'?"),
    Refusal(
      Nets.packed + "huffman(h)",
      "type: argument 'net' of huffman: expected a net, got a packed net", at: "h",
      hint: "unpack gives the net back"),
    Refusal(
      Nets.shared + "unpack(q)",
      "type: argument 'packed' of unpack: expected a packed net, got a net", at: "q",
      hint: "huffman packs a net"),
    Refusal(
      Nets.packed + "h[\"fc3\"]", "name: the net has no layer 'fc3'", at: "h[\"fc3\"]",
      hint: "did you mean 'fc1'?"),
    Refusal(
      Nets.packed + "h.fc3", "name: the packed has no field 'fc3'", at: "fc3",
      hint: "did you mean 'fc1'?"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
