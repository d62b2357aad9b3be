import Testing

@Suite struct LeNet5CommandTests {
  @Test(arguments: [
    Case(
      "n = lenet5(); [n.parameters, n.bytes, n.input, n.output]",
      "[431080, 1724320, [1, 28, 28], [10]]"),
    Case("n = lenet5(); [n.conv1.shape, n.conv2.shape]", "[[20, 1, 5, 5], [50, 20, 5, 5]]"),
    Case(
      """
      n = lenet5() |> prune(sparsity=50%, only="conv*"); \
      [n.conv1.sparsity, n.conv2.sparsity, n.fc1.sparsity]
      """,
      "[0.5, 0.5, 0]"),
    Case("seed 1; a = lenet5(); seed 1; same(a, lenet5())", "true"),
  ]) func builds(_ example: Case) throws { #expect(try example.story() == example.expected) }

  /// Table 3's stages on an untrained net: what is written is what is read.
  @Test func aFileOfImagesLayersGivesTheNetBack() throws {
    let script = """
      n = lenet5() |> prune(sparsity={"conv*": 60%, "fc*": 95%}) |> \
      quantize(bits={"conv*": 8, "fc*": 5})
      save(huffman(n), "/tmp/n.dcz")
      p = load("/tmp/n.dcz")
      [same(unpack(p), n), p.bytes < n.bytes / 20]
      """
    #expect(try Case(script, "").story() == "[true, true]")
  }

  @Test func aRateOfOneIsRefused() throws {
    let run = try ScriptRun("lenet5(dropout=1)")
    #expect(run.error?.kind == .value)
    #expect(run.place == "1")
  }
}
