import Testing

/// The paper's tables as scripts see them; the numbers themselves are PaperTableTests' and its
/// neighbours'.
@Suite struct PaperCommandTests {
  @Test(arguments: [
    Case("paper(\"table-1\").network", "[\"LeNet-300-100\", \"LeNet-5\", \"AlexNet\", \"VGG-16\"]"),
    Case("paper(\"table-1\")[0].top_1_after == 1.58%", "true"),
    Case("paper(\"table-1\").top_5", "[none, none, 0.1973, 0.1132]"),
    Case("paper(\"table-2\").layer", "[\"fc1\", \"fc2\", \"fc3\", \"total\"]"),
    Case("paper(\"table-3\").weights[-1]", "430500"),
    Case("map(2..5, fn(i) { paper(\"table-{i}\")[-1].coded_ratio })", "[40, 39, 35, 49]"),
    Case("paper(\"table-4\").pruned_ratio[0] == none", "true"),
    Case("paper(\"table-6\").more_1", "[none, 0, 0.0001, 0.0199]"),
    Case("paper(\"table-7\").bytes[4]", "47600000"),
    Case("[len(paper(\"table-8\")), len(paper(\"table-9\"))]", "[36, 12]"),
    Case("unique(paper(\"table-8\").device)", "[\"Core i7-5930K\", \"Titan X\", \"Tegra K1\"]"),
    Case("paper(\"table-9\")[0].sparse", "42.3"),
  ]) func tells(_ example: Case) throws { #expect(try example.story() == example.expected) }

  /// A fraction is the number that a script would write: 66% kept, 84% kept, 20.53%.
  @Test func fractionsAreTheNumbersThatAScriptWrites() throws {
    let run = try ScriptRun(
      """
      five = paper("table-3")
      print(five.kept == [66%, 12%, 8%, 19%, 8%], five.quantized[0] == 78.5%)
      alex = paper("table-4")
      print(alex.kept[:3] == [84%, 38%, 35%], alex.coded[0] == 20.53%, alex.quantized[0] == 32.6%)
      """)
    #expect(run.story == "true true\ntrue true true")
  }

  /// What Tables 2 to 5 call a layer, `prune` accepts.
  @Test(arguments: [("table-2", "lenet300()"), ("table-3", "lenet5()")])
  func layersAreThoseOfOurNets(table: String, network: String) throws {
    let run = try ScriptRun(
      """
      t = paper("\(table)"); layers = rows(filter(t, fn(row) { row.layer != "total" })); goal = {}
      for row in layers { goal[row.layer] = 1 - row.kept }
      p = \(network) |> prune(sparsity=goal)
      kept = sum(map(layers, fn(row) { row.kept * row.weights }))
      near(p.density, kept / t[-1].weights, absolute=1e-4)
      """)
    #expect(run.story == "true")
  }

  @Test(arguments: [
    Refusal(
      "paper(\"table-10\")",
      """
      value: argument 'name' of paper: expected one of "table-1", "table-2", "table-3", "table-4", \
      "table-5", "table-6", "table-7", "table-8", "table-9", got "table-10"
      """,
      at: "\"table-10\"", hint: "did you mean 'table-1'?"),
    Refusal(
      "paper(2)",
      """
      type: argument 'name' of paper: expected one of "table-1", "table-2", "table-3", "table-4", \
      "table-5", "table-6", "table-7", "table-8", "table-9", got a number
      """, at: "2"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
