import Language
import Testing

/// Whether the prompt may run what was typed, or asks for another line.
@Suite struct CompletenessTests {
  @Test(arguments: [
    "1 + 1", "", "x = [1,\n2]", "fn f(x) {\n x\n}", "if true { 1 } else { 2 }", "# comment",
    "a |> f", "{a: 1}", "print \"{1}\"",
  ])
  func complete(_ text: String) {
    guard case .complete = Parser.isComplete(text) else {
      Issue.record("\(text) should be complete")
      return
    }
  }

  @Test(arguments: [
    "f(", "[1, 2", "x = {a: 1,", "fn f(x) {", "1 +", "a and", "if true {\n1", "for i in 1..2 {",
    "x |>", "try { 1",
  ])
  func incomplete(_ text: String) {
    guard case .incomplete = Parser.isComplete(text) else {
      Issue.record("\(text) should be incomplete")
      return
    }
  }

  @Test(arguments: ["1 + )", "x = = 2", "f(]", "\"open", "2x", "fn 3() { }"])
  func invalid(_ text: String) {
    guard case .invalid(let diagnostic) = Parser.isComplete(text) else {
      Issue.record("\(text) should be invalid")
      return
    }
    #expect(diagnostic.kind == .syntax)
  }
}
