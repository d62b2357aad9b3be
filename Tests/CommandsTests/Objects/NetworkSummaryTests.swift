import Language
import Testing

/// What `show net` prints, and a net's own fields.
@Suite struct NetworkSummaryTests {
  private static let net =
    "n = net([flatten, dense(3), relu, dropout(20%), dense(2, bias=false)], input=[1, 2, 2]); "

  /// Row by row: name, kind, output, weights, biases, state, kept, bits, bytes, reads.
  @Test func oneRowALayer() throws {
    let run = try ScriptRun(
      Self.net + "show(n |> prune(sparsity={fc1: 50%}) |> quantize(bits=2, only=\"fc1\"))")
    let table = try #require(run.tables.first)
    #expect(table.title == "net fc1-fc2, 21 parameters, mixed")
    let rows = (0..<table.rowCount).map { row in
      table.columns.map { $0.values[row].literal }.joined(separator: " ")
    }
    #expect(
      rows == [
        "\"flatten1\" \"flatten\" \"4\" none none none none none none \"input\"",
        "\"fc1\" \"dense\" \"3\" 12 3 \"shared\" 0.5 2 60 \"flatten1\"",
        "\"relu1\" \"relu\" \"3\" none none none none none none \"fc1\"",
        "\"dropout1\" \"dropout\" \"3\" none none none none none none \"relu1\"",
        "\"fc2\" \"dense\" \"2\" 6 0 \"dense\" 1 32 24 \"dropout1\"",
      ])
  }

  /// 4x3 weights and 3 biases, 3x2 weights: 21 floats.
  @Test(arguments: [
    Case(
      net + "[n.layers, n.parameters, n.bytes, n.input, n.output]",
      "[[\"fc1\", \"fc2\"], 21, 84, [1, 2, 2], [2]]"),
    Case(net + "[n.density, n.sparsity, n.state]", "[1, 0, \"dense\"]"),
    Case(
      net + "p = n |> prune(sparsity={fc1: 50%}); [p.density * 18, p.state, p.bytes]",
      "[12, \"mixed\", 84]"),
    Case("net([relu], input=[3]).state", "\"without weights\""),
    Case("n = net([relu], input=[3]); [n.density, n.parameters, n.layers]", "[1, 0, []]"),
  ]) func fields(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      "net([], input=[2])", "value: a network needs at least one layer", at: "net([], input=[2])"),
    Refusal(
      "net([dense(2, name=\"a\"), dense(2, name=\"a\")], input=[2])",
      "value: two layers are called 'a'",
      at: "net([dense(2, name=\"a\"), dense(2, name=\"a\")], input=[2])"),
    Refusal(
      "net([dense(1e9)], input=[2])",
      "value: outputs must be between 1 and 16777216, not 1000000000", at: "1e9"),
    Refusal(
      "net([dense(0)], input=[2])", "value: outputs must be between 1 and 16777216, not 0",
      at: "0"),
    Refusal(
      "net([dropout(1)], input=[2])", "value: rate must be between 0 and 0.999999, not 1", at: "1"),
    Refusal(
      "net([dense(2)], input=[])",
      "value: an input shape is one or more whole numbers of at least 1", at: "[]"),
    Refusal(
      "net([dense(2)], input=[0])",
      "value: an input shape is one or more whole numbers of at least 1", at: "[0]"),
    Refusal(
      "net([dense(2)], input=[1, 28, 28])",
      "shape: dense takes one dimension (use flatten), but its input has shape [1, 28, 28]",
      at: "net([dense(2)], input=[1, 28, 28])"),
    Refusal(
      "net([dense(1e7)], input=[1e7])",
      "limit: the net would have 100000010000000 parameters; at most 268435456 are possible",
      at: "[dense(1e7)]"),
    Refusal(
      "net([dense(1e7), dense(10), dense(1e7)], input=[10])",
      "limit: the net would have 320000010 parameters; at most 268435456 are possible",
      at: "[dense(1e7), dense(10), dense(1e7)]"),
    Refusal(
      "net([flatten, dense(2)], input=[1e7, 1e7, 1e7])",
      "limit: inputs of more than 268435456 values are too large",
      at: "[1e7, 1e7, 1e7]"),
    Refusal(
      "net([dense], input=[2])",
      "type: argument 'layers' of net: expected a layer such as dense(300) or relu, got the "
        + "function dense",
      at: "[dense]", hint: "call it: dense(...)"),
  ]) func netsRefused(_ refusal: Refusal) throws { try check(refusal) }
}
