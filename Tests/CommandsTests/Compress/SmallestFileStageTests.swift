import Testing

@Suite struct SmallestFileStageTests {
  /// Toy points, learned by 32 units: a few of them are enough.
  @Test func learnsAndShrinks() throws {
    let story = """
      seed 1; t = data("toy"); n = net([dense(32), relu, dense(4)], input=[2]) |> \
      train(t, 10, lr=0.1); p = compress(n, t, way="training", max_drop=2%); \
      [p.ratio > 2, accuracy(p, t.test) > 90%]
      """
    let run = try ScriptRun(story)
    #expect(run.error == nil)
    #expect(run.story == "[true, true]")
    let line = try #require(run.outcomes.last { $0.hasPrefix("compress: ") })
    #expect(line.contains("valid error") && line.contains("test error"))
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "compress(n, data(\"toy\").test, way=\"training\")",
      "argument: training needs a data set with labels", at: "\"training\"",
      hint: "such as data(\"mnist\") gives, or dataset(x, y, valid=10%)"),
    Refusal(
      Nets.pruned + "compress(p, data(\"toy\"), way=\"training\")",
      "value: fc1 is pruned already: the search starts from a dense net", at: "data(\"toy\")"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
