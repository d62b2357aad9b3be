import Testing

@Suite struct HeatmapCommandTests {
  private func bytes(_ arguments: String) throws -> [UInt8] {
    let run = try ScriptRun("heatmap([[1, 2, 3], [4, 5, 600]]\(arguments), to=\"/tmp/a.png\")")
    #expect(run.error?.message == nil, "\(arguments)")
    return try run.content("a.png")
  }

  @Test(arguments: [
    "rows=[\"a\", \"b\"]", "columns=2..4", "scale=\"fade\"", "scale=\"diverging\"",
    "limits=[0, 10]",
    "limits=[none, 10]", "log=true", "percent=true", "values=true", "label=\"l\"", "title=\"t\"",
    "size=[300, 300]",
  ]) func everyArgumentShows(_ argument: String) throws {
    #expect(try bytes(", " + argument) != bytes(""))
  }

  @Test(arguments: [
    Refusal(
      "heatmap([1, 2], to=none)", "shape: a heat map shows a matrix, not shape [2]", at: "[1, 2]",
      hint: "reshape makes one"),
    Refusal("heatmap(ones(2, 3), rows=[1], to=none)", "shape: 1 names for 2 rows", at: "[1]"),
    Refusal("heatmap(ones(2, 3), columns=[1], to=none)", "shape: 1 names for 3 columns", at: "[1]"),
    Refusal(
      "heatmap(ones(2, 3), limits=[3, 1], to=none)",
      "value: limits of the color axis: 3.0 is not below 1.0",
      at: "[3, 1]"),
    Refusal(
      "heatmap(ones(2001, 2000), to=none)",
      "limit: a heat map shows at most 4000000 cells, not 4002000",
      at: "ones(2001, 2000)", hint: "draw a part: W[0:1000, 0:1000]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
