import Testing

@Suite struct FoldCommandTests {
  private static let trained =
    "n = net([dense(8), batchnorm, relu, dense(4)], input=[2]) |> "
    + "train(data(\"toy\"), epochs=2, lr=0.1); "

  @Test(arguments: [
    Case(
      trained + "f = fold(n); [f.parameters, n.parameters, f.layers == n.layers]",
      "[60, 92, true]"),
    Case(
      trained
        + """
        x = data("toy").test.x; near(infer(fold(n), x).probabilities, \
        infer(n, x).probabilities, absolute=1e-5)
        """,
      "true"),
    Case(
      trained
        + "save(n, \"/tmp/n.dcz\"); m = load(\"/tmp/n.dcz\"); [same(m, n), same(fold(m), fold(n))]",
      "[true, true]"),
    Case(trained + "same(unpack(huffman(n)), n)", "true"),
    Case(
      trained + "h = huffman(n); [h.layers, h.dense_bytes == n.bytes]", "[[\"fc1\", \"fc2\"], true]"
    ),
    Case(trained + "same(n, net([dense(8), batchnorm, relu, dense(4)], input=[2]))", "false"),
    Case(
      trained + "[n.batchnorm1.kind, n.batchnorm1.variance == fold(n).fc1.bias]",
      "[\"batchnorm\", false]"),
    Case(
      trained
        + """
        r = n |> train(data("toy"), epochs=1, lr=0.1, only="fc2"); \
        [r.batchnorm1 == n.batchnorm1, r.fc2 == n.fc2]
        """,
      "[true, false]"),
  ]) func folds(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["prune(n, sparsity=50%)", "quantize(n, bits=2)"])
  func compressionFoldsFirstAndSaysSo(_ command: String) throws {
    let run = try ScriptRun(Self.trained + "p = \(command); print p.parameters")
    #expect(run.story == "60")
    #expect(run.notes == ["batchnorm1 folded into the layer before"])
  }

  @Test func whatCannotBeFoldedIsTold() throws {
    let run = try ScriptRun("n = net([batchnorm, dense(4)], input=[2]); print fold(n).parameters")
    #expect(run.story == "20")
    #expect(run.notes.count == 1 && run.notes[0].contains("batchnorm1"))
  }
}
