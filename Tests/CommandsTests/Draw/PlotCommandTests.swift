import TestSupport
import Testing

/// What a picture's bytes can say: each argument changes it, and what must mean the same draws the
/// same.
@Suite struct PlotCommandTests {
  private static func bytes(_ code: String) throws -> [UInt8] {
    let run = try ScriptRun(code)
    #expect(run.error?.message == nil, "\(code)")
    return try run.content("a.png")
  }

  private static func plot(_ arguments: String) throws -> [UInt8] {
    try bytes("plot([1, 2, 3], {a: [1, 4, 9], b: [2, 3, 5]}, \(arguments)to=\"/tmp/a.png\")")
  }

  @Test(arguments: [
    "kind=\"points\"", "kind={b: \"step\"}", "kind={\"?\": \"stems\"}", "kind=\"bars\"",
    "kind={a: \"bars\"}",
    "dashes=\"solid\"", "dashes={a: \"dotted\"}", "markers=true", "markers=false",
    "markers={b: \"square\"}",
    "colors=\"black\"", "colors={a: \"#123456\"}", "band={a: [[0, 3, 8], [2, 5, 10]]}",
    "title=\"t\"",
    "subtitle=\"s\"", "xlabel=\"x\"", "ylabel=\"y\"", "log=\"x\"", "log=true", "percent=true",
    "percent=\"x\"",
    "bytes=\"y\"", "xlim=[0, 4]", "xlim=[none, 2]", "ylim=0..20", "legend=\"outside\"",
    "legend=\"none\"",
    "legend=\"bottom right\"", "hlines=4", "hlines={\"dense error\": 4}", "vlines=[1.5, 2.5]",
    "annotate=[2, 6, \"here\"]", "annotate=[[2, 6, \"here\", 3, 9], [1, 8, \"there\"]]",
    "size=[500, 300]", "dpi=300", "opacity=0.5", "opacity={a: 0.2}",
  ]) func everyArgumentShows(_ argument: String) throws {
    let picture = try Self.plot(argument + ", ")
    #expect(try picture != Self.plot(""))
    #expect(try picture == Self.plot(argument + ", "), "not the same bytes again")
  }

  @Test(arguments: ["stacked=true", "values=true", "horizontal=true"])
  func barsHaveArgumentsOfTheirOwn(
    _ argument: String
  ) throws {
    #expect(try Self.plot("kind=\"bars\", \(argument), ") != Self.plot("kind=\"bars\", "))
  }

  @Test(arguments: [
    ("plot([1, 4, 9], ", "plot([1, 2, 3], [1, 4, 9], "),
    ("plot([[2, 5], [1, 4]], ", "plot([2, 5], [1, 4], "),
    ("plot(none, {a: [[2, 5], [1, 4]]}, ", "plot({a: [[2, 5], [1, 4]]}, "),
    ("plot(tensor([[2, 5], [1, 4]]), ", "plot([2, 5], tensor([1, 4]), "),
    (
      "plot(1..3, {a: [1, 4, 9], b: [[2, 5], [1, 4]]}, ",
      "plot({a: [1..3, [1, 4, 9]], b: [[2, 5], [1, 4]]}, "
    ),
    ("plot([1, 2, 3], [1, none, 9], ", "plot([1, 2, 3], [1, 0/0, 9], "),
    ("plot([1, 2], [1, 4], kind=\"bars\", ", "plot([\"1\", \"2\"], [1, 4], kind=\"bars\", "),
    ("plot([1, 2], [1, 4], log=true, ", "plot([1, 2], [1, 4], log=\"y\", "),
  ]) func isTheSameAs(_ one: String, _ other: String) throws {
    #expect(try Self.bytes(one + "to=\"/tmp/a.png\")") == Self.bytes(other + "to=\"/tmp/a.png\")"))
  }

  @Test func thePictureComesBack() throws {
    let run = try ScriptRun(
      """
      p = plot([1, 2], [3, 4], title="t", to=none)
      save(p, "/tmp/saved.png")
      plot([1, 2], [3, 4], title="t", to="/tmp/drawn.png")
      print("{p}", p == plot([1, 2], [3, 4], title="t", to=none), \
      p == plot([1, 2], [3, 5], title="t", to=none))
      """)
    #expect(run.story == "picture 't' true false")
    #expect(run.pictures.count == 1, "to=none writes nothing")
    #expect(try run.content("saved.png") == run.content("drawn.png"))
  }

  @Test(arguments: [
    Refusal(
      "plot({a: [1], b: [2]}, dashes={c: \"solid\"}, to=none)", "argument: no series is called 'c'",
      at: "{c: \"solid\"}"),
    Refusal(
      "plot({a: [[1], [2, 3]]}, to=none)", "shape: x has 1 values, 'a' has 2",
      at: "{a: [[1], [2, 3]]}"),
    Refusal(
      "plot([\"p\"], {a: [[1], [2]]}, kind=\"bars\", to=none)",
      "value: bars stand at the common x, not at places of their own", at: "{a: [[1], [2]]}"),
    Refusal(
      "plot([1], [1], xlim=[2, 1], to=none)", "value: limits of the x axis: 2.0 is not below 1.0",
      at: "[2, 1]"),
    Refusal(
      "plot([1], [1], log=true, ylim=[0, 1], to=none)",
      "value: limits of the y axis: must be above 0 on a logarithmic axis, not 0.0", at: "[0, 1]"),
    Refusal(
      "plot([1], [1], band=[[1], [2, 3]], to=none)",
      "shape: a band is a pair [lows, highs], each as long as its series, 1", at: "[[1], [2, 3]]"),
    Refusal(
      "plot([1], [1], band={a: [[1], [2]]}, to=none)", "argument: no series is called 'a'",
      at: "{a: [[1], [2]]}"),
    Refusal(
      "plot([1], ones(3, 3), to=none)",
      "shape: a series has one dimension, this tensor has shape [3, 3]",
      at: "ones(3, 3)",
      hint: "heatmap draws matrices"),
    Refusal(
      "plot([1], {a: \"x\"}, to=none)",
      "type: expected numbers, got a string", at: "{a: \"x\"}"),
    Refusal(
      "plot([1], [true], to=none)",
      "type: expected a list of numbers, found a bool in it", at: "[true]"),
    Refusal(
      "plot([1], [1], annotate=[1, 2], to=none)",
      """
      value: argument 'annotate' of plot: a remark is [x, y, "text"], [x, y, "text", to_x, to_y], \
      or a list of them
      """,
      at: "[1, 2]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  /// A length that does not begin at zero says nothing.
  @Test(arguments: [
    "kind=\"bars\", log=true", "kind=\"bars\", ylim=[1, 9]", "kind=\"stems\", log=true",
    "kind=\"bars\", horizontal=true, log=\"x\"",
  ]) func barsBeginAtZero(_ arguments: String) throws {
    let story = try ScriptRun("plot([1, 2], [3, 4], \(arguments), to=\"/tmp/a.png\")").story
    #expect(story.hasPrefix("value: bars begin at zero, which the "), "\(story)")
  }

  @Test func onlyBarsLie() throws {
    try check(
      Refusal(
        "plot([1, 2], horizontal=true)", "argument: only bars lie: here not every series is one",
        at: "true", hint: "kind=\"bars\""))
  }

  @Test(arguments: [
    "plot([1], [1], markers=\"star\", to=none)", "plot([1], [1], colors=\"teal\", to=none)",
    "plot([1], [1], percent=\"z\", to=none)", "plot([1], [1], legend=\"inside\", to=none)",
    "plot([1], [1], size=[10, 10], to=none)", "plot([1], [1], size=[600], to=none)",
    "plot([1], [1], dashes=\"dotty\", to=none)", "plot([1], [1], kind=\"pie\", to=none)",
  ]) func unknownWordsAreRefusedByName(_ code: String) throws {
    #expect(try ScriptRun(code).story.hasPrefix("value: argument '"))
  }
}
