import Language
import Testing

@Suite struct DiagnosticRendererTests {
  /// The error of a script as a user reads it.
  private func rendered(_ text: String, name: String = "study.dcs") -> String {
    let (_, recording) = run(text, name: name)
    return recording.diagnostics.map { DiagnosticRenderer().text($0) }.joined(separator: "\n")
  }

  @Test func unknownArgument() {
    let script = String(repeating: "\n", count: 20) + "x = 1        |> prune(sparisty=92%)"
    #expect(
      rendered(script) == """
        study.dcs:21:23: error: prune has no argument 'sparisty'
           21 | x = 1        |> prune(sparisty=92%)
              |                       ^^^^^^^^ did you mean 'sparsity'?
              = arguments: network, sparsity, threshold, method, only
        """)
  }

  /// The numbers and layout of the manual.
  @Test func failedCheckShowsItsSides() {
    let script =
      """
      dense = {bytes: 1066440}\npacked = {bytes: 29448}\ncheck dense.bytes / packed.bytes >= 38, \
      "about 40x smaller, as in the paper"
      """
    #expect(
      rendered(script) == """
        study.dcs:3:7: check failed: about 40x smaller, as in the paper
            3 | check dense.bytes / packed.bytes >= 38, "about 40x smaller, as in the paper"
              |       left side 36.214 = 1066440 / 29448, right side 38
        """)
  }

  @Test func checkWithoutMessageOrSides() {
    #expect(
      rendered("check len([1]) == 2 and true") == """
        study.dcs:1:7: check failed: len([1]) == 2 and true
            1 | check len([1]) == 2 and true
        """)
  }

  @Test func caretsStandBelowWideCharactersAndTabs() {
    #expect(
      rendered("\tx = \"日本\" + nme") == """
        study.dcs:1:13: error: unknown name 'nme'
            1 |     x = "日本" + nme
              |                  ^^^
        """)
  }

  @Test func spanOfSeveralLinesIsMarkedOnItsFirst() {
    #expect(
      rendered("fn f(a, b) { a }\nf(\n  1\n)") == """
        study.dcs:2:1: error: f needs argument 'b'
            2 | f(
              | ^^
              = arguments: a, b
        """)
  }

  @Test func endOfInput() {
    #expect(
      rendered("x = 1 +") == """
        study.dcs:1:8: error: expected a value, not the end of the input
            1 | x = 1 +
              |        ^
        """)
  }

  @Test func withoutAPlace() {
    let diagnostic = Diagnostic(
      .argument, "study.dcs has no parameter 'epoch'", hint: "did you mean 'epochs'?",
      notes: ["parameters: epochs"])
    #expect(
      DiagnosticRenderer().text(diagnostic) == """
        error: study.dcs has no parameter 'epoch'
              = did you mean 'epochs'?
              = parameters: epochs
        """)
  }

  @Test func coloursOnlyOnRequest() {
    let diagnostic = Diagnostic(.name, "unknown name 'x'")
    #expect(
      DiagnosticRenderer(usesColor: true).text(diagnostic)
        == "\u{1B}[1;31merror\u{1B}[0m: unknown name 'x'")
  }

  @Test func controlCharactersOfTheSourceAreNotSentToTheTerminal() {
    let text = rendered("x = 1\u{1B}[31m")
    #expect(!text.contains("\u{1B}"))
  }
}
