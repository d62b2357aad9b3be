import Language
import Testing

/// Values whose parts are shared are small in memory and endless on paper.
struct WrittenSizeTests {
  private func story(_ code: String) -> String {
    let (outcome, recording) = run(code)
    return outcome.error.map { "\($0.kind) \($0.span?.line ?? 0)" }
      ?? recording.lines.joined(separator: "\n")
  }

  @Test(
    "Doubling ends with an error, at once",
    arguments: [
      "a = [1]\nwhile true { a = [a, a] }", "a = {x: 1}\nwhile true { a = {x: a, y: a} }",
      "a = [1]\nwhile true { a = [{x: a}, {x: a}, 1] }",
    ])
  func doublingEnds(code: String) { #expect(story(code) == "limit 2") }

  @Test func whatIsTooLongIsNotWrittenOut() {
    let shared = "a = [1]\nfor i in 1..28 { a = [a, a] }\n"
    #expect(story(shared + "b = \"{a}\"") == "limit 3")
    #expect(story(shared + "print(len(a))") == "2")
  }

  @Test func depthIsCountedThroughListsAndRecords() {
    #expect(story("a = 1\nfor i in 1..199 { a = [a] }\nprint(len(a))") == "1")
    #expect(story("a = 1\nfor i in 1..300 { a = [a] }") == "limit 2")
    #expect(story("a = 1\nfor i in 1..300 { a = {x: a} }") == "limit 2")
  }

  /// Copies of a record share their keys, not their values.
  @Test func changedCopiesCountOnTheirOwn() {
    #expect(
      story("a = {x: 1, y: 2}\nb = a\nb.x = [1, 2, 3]\nc = [a, b, a]\nprint(c[1].x, c[2].x)")
        == "[1, 2, 3] 1")
  }
}
