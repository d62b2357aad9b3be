import Language
import Testing

@Suite struct ExplainCommandTests {
  /// Every entry with a weight stands where the net has that weight.
  @Test(arguments: ["q", "p"], ["compact", "paper"]) func entriesAreTheNetsWeights(_ model: String, _ format: String)
    throws
  {
    let run = try ScriptRun(
      Nets.shared.replacing("sparsity=50%", with: "sparsity=75%")
        + "m = \(model); print(m.fc2.weight.values); h = huffman(m, index_bits=2, format=\"\(format)\"); "
        + "explain(h, layer=\"fc2\", entries=1000)")
    #expect(run.error?.message == nil)
    let table = try #require(run.tables.first { $0.title == "The first stored entries" })
    let weights = try ScriptRun(
      Nets.shared.replacing("sparsity=50%", with: "sparsity=75%")
        + "print(map(\(model).fc2.weight.values, fn(w) { w }))")
    let expected = weights.output.dropFirst().dropLast().split(separator: ", ").compactMap { Double($0) }
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
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 } && found.count == expected.count)
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

  @Test func thePartsAddUp() throws {
    let run = try ScriptRun(Nets.packed + "explain(h, layer=\"fc1\"); print(estimate(q).layers.fc1)")
    let bytes = try #require(run.tables.last?.column("bytes")?.values).map(\.literal).compactMap(Int.init)
    #expect(bytes.dropLast().reduce(0, +) == bytes.last)
    #expect(run.output.hasSuffix("\n\(bytes.last ?? 0)"))
  }

  @Test(arguments: [
    Refusal(
      Nets.packed + "explain(h, layer=\"fc3\")", "argument: no layer is called 'fc3'", at: "\"fc3\"",
      hint: "did you mean 'fc1'?"),
    Refusal(Nets.packed + "explain(h, entries=0)", "value: entries must be between 1 and 1000000, not 0", at: "0"),
    Refusal(
      "explain(huffman(net([relu], input=[2])))", "value: the net has no layers with weights",
      at: "huffman(net([relu], input=[2]))"),
    Refusal(
      Nets.shared + "explain(q)", "type: argument 'packed' of explain: expected a packed net, got a net", at: "q",
      hint: "huffman packs a net"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
