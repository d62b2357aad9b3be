import Language
import Testing

@Suite struct ExplainCommandTests {
  /// Every entry with a weight stands where the net has that weight.
  @Test(arguments: ["q", "p"], ["compact", "paper"]) func entriesAreTheNetsWeights(
    _ model: String, _ format: String
  )
    throws
  {
    let run = try ScriptRun(
      Nets.shared.replacing("sparsity=50%", with: "sparsity=75%")
        + "m = \(model); print(m.fc2.weight.values); h = "
        + "huffman(m, index_bits=2, format=\"\(format)\"); "
        + "explain(h, layer=\"fc2\", entries=1000)")
    #expect(run.error?.message == nil)
    let table = try #require(run.tables.first { $0.title == "The first stored entries" })
    let weights = try ScriptRun(
      Nets.shared.replacing("sparsity=50%", with: "sparsity=75%")
        + "print(map(\(model).fc2.weight.values, fn(w) { w }))")
    let expected = weights.output.dropFirst().dropLast().split(separator: ", ").compactMap {
      Double($0)
    }
    var found = [Double](repeating: 0, count: 32)
    let rows = table.column("row")?.values ?? []
    let columns = table.column("column")?.values ?? []
    for (number, weight) in (table.column("weight")?.values ?? []).enumerated() {
      guard case .number(let weight) = weight, case .number(let row) = rows[number],
        case .number(let column) = columns[number]
      else { continue }
      found[Int(row) * 8 + Int(column)] = weight
    }
    #expect(expected.filter { $0 != 0 }.count == 8)
    // Printed numbers have 12 digits.
    #expect(
      zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 } && found.count == expected.count)
  }

  /// Figure 2 of the paper: 3-bit gaps, a filler zero where the way is longer than 8.
  @Test func aFillerStandsWhereTheGapIsTooWide() throws {
    let run = try ScriptRun(
      "n = net([dense(1)], input=[64]) |> prune(sparsity=95%) |> quantize(bits=1); "
        + "explain(huffman(n, index_bits=3, format=\"paper\"), entries=99)")
    let table = try #require(run.tables.first { $0.title == "The first stored entries" })
    let gaps = (table.column("gap")?.values ?? []).map(\.literal)
    let codes = (table.column("code")?.values ?? []).map(\.text)
    #expect(codes.filter { $0 != "filler" }.count == 3)
    #expect(zip(gaps, codes).allSatisfy { $1 != "filler" || $0 == "7" })
  }

  /// Figure 2 itself: 3.4, 0.9 and 1.7 at 1, 4 and 15, gaps of 3 bits. The way from 4 to 15 is 11,
  /// more than 8.
  @Test(arguments: [
    Case("t.position", "[1, 4, 12, 15]"), Case("t.distance", "[2, 3, 8, 3]"),
    Case("t.field", "[1, 2, 7, 2]"),
    Case("t.entry", "[\"weight\", \"weight\", \"filler\", \"weight\"]"),
    Case("map(t.value, fn(v) { round(v, digits=3) })", "[3.4, 0.9, 0, 1.7]"),
    Case("explain(w, index_bits=4).positions.position", "[1, 4, 15]"),
    Case(
      "explain(w, index_bits=3, bits=1).codes.values",
      "[-1, 1, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0]"),
  ]) func figure2IsThePapers(_ example: Case) throws {
    let run = try ScriptRun(
      """
      w = zeros(16); w[1] = 3.4; w[4] = 0.9; w[15] = 1.7; t = explain(w, index_bits=3).positions; \
      print(\(example.code))
      """
    )
    #expect(run.error?.message == nil)
    #expect(run.output.split(separator: "\n").last.map(String.init) == example.expected)
  }

  /// The gradients of a layer's weights, summed by hand, are the sums that are shown.
  @Test(arguments: ["q", "q.fc1"]) func aLayersGradientsAreSummedByCentroid(_ subject: String)
    throws
  {
    let layer = subject == "q" ? ", layer=\"fc1\"" : ""
    let run = try ScriptRun(
      Nets.shared + """
        g = ones(8, 2); e = explain(\(subject)\(layer), gradient=g, lr=0.5)
        print(sum(e.clusters.weights), e.clusters.gradient == e.clusters.weights, \
        e.clusters.tuned[0] < e.clusters.centroid[0])
        """)
    #expect(run.error?.message == nil)
    #expect(run.output.split(separator: "\n").last == "8 true true")
  }

  @Test func theGradientOfDataIsTaken() throws {
    let run = try ScriptRun(
      Nets.shared
        + """
        e = explain(q, layer="fc2", data=data("toy").train); \
        print(any(e.clusters.gradient, fn(g) { g != 0 }))
        """
    )
    #expect(run.error?.message == nil && run.output.hasSuffix("\ntrue"))
  }

  @Test func thePartsAddUp() throws {
    let run = try ScriptRun(
      Nets.packed + "explain(h, layer=\"fc1\"); print(estimate(q).layers.fc1)")
    let bytes = try #require(run.tables.last?.column("bytes")?.values).map(\.literal).compactMap(
      Int.init)
    #expect(bytes.dropLast().reduce(0, +) == bytes.last)
    #expect(run.output.hasSuffix("\n\(bytes.last ?? 0)"))
  }

  @Test(arguments: [
    Refusal(
      Nets.packed + "explain(h, layer=\"fc3\")", "argument: no layer is called 'fc3'",
      at: "\"fc3\"",
      hint: "did you mean 'fc1'?"),
    Refusal(
      Nets.toy + "explain(n, layer=\"fc3\")", "argument: no layer is called 'fc3'", at: "\"fc3\"",
      hint: "did you mean 'fc1'?"),
    Refusal(
      Nets.toy + "explain(n.fc1)", "value: fc1 is neither pruned nor shared", at: "n.fc1",
      hint: "index_bits= shows its positions, bits= shares the weights of a tensor"),
    Refusal(
      Nets.pruned + "explain(p.fc1, gradient=ones(8, 2))",
      "value: fc1 has no shared weights whose gradients could be summed", at: "ones(8, 2)",
      hint: "quantize shares them"
    ),
    Refusal(
      Nets.shared + "explain(q.fc1, gradient=ones(2, 2))",
      "shape: the gradient has shape [2, 2], the weights have [8, 2]",
      at: "ones(2, 2)"),
    Refusal(
      Nets.shared + "explain(q.fc1, data=data(\"toy\").test)",
      "argument: a gradient of data needs the whole net",
      at: "data(\"toy\").test", hint: "explain(net, layer=\"fc1\", data=...)"),
    Refusal(
      "explain([1, 0], index_bits=0)", "value: index_bits must be between 1 and 12, not 0",
      at: "0"),
    Refusal(
      "explain([1, 0/0], bits=1)",
      "value: the tensor has weights or biases that are not finite numbers", at: "1"),
    Refusal(
      Nets.packed + "explain(h, entries=0)", "value: entries must be between 1 and 1000000, not 0",
      at: "0"),
    Refusal(
      "explain(huffman(net([relu], input=[2])))", "value: the net has no layers with weights",
      at: "huffman(net([relu], input=[2]))"),
    Refusal(
      "explain(\"fc1\")",
      """
      type: argument 'x' of explain: expected a packed net, a net, a layer such as net.fc1, \
      or a tensor, got a string
      """,
      at: "\"fc1\""),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
