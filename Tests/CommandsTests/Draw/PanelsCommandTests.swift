import Plotting
import Testing

@Suite struct PanelsCommandTests {
  private func size(_ code: String) throws -> [Int] {
    let run = try ScriptRun("p = plot([1, 3, 2], to=none); " + code)
    #expect(run.error?.message == nil, "\(code)")
    let image = try decodePNG(try run.content("a.png"))
    return [image.width, image.height]
  }

  @Test func pixelsFollowTheGrid() throws {
    #expect(try size("panels([p, p, p], to=\"/tmp/a.png\")") == [1680, 1200])
    #expect(try size("panels([p, p, p], columns=3, to=\"/tmp/a.png\")") == [2520, 600])
    #expect(try size("panels([p], columns=3, size=[200, 100], to=\"/tmp/a.png\")") == [400, 200])
    #expect(
      try size("panels([panels([p, p], to=none), p], columns=1, to=\"/tmp/a.png\")") == [840, 1800])
  }

  @Test(arguments: [
    Refusal("panels([], to=none)", "value: 1 to 100 charts fit into a picture, not 0", at: "[]"),
    Refusal(
      "panels([3], to=none)",
      """
      type: argument 'pictures' of panels: expected a picture such as plot and hist give, \
      got a number
      """,
      at: "[3]"),
    Refusal(
      "panels([plot([1], to=none)], columns=0, to=none)",
      "value: columns must be between 1 and 20, not 0", at: "0"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
