import Language
import Testing

@Suite struct DiagnosticTests {
  private struct Odd: Error, CustomStringConvertible { var description: String { "odd" } }

  @Test func diagnosticsStayThemselves() {
    let diagnostic = Diagnostic(.shape, "3 is not 4", hint: "try 4", notes: ["a"])
    let same = Diagnostic(diagnostic as any Error)
    #expect(same.kind == .shape && same.message == "3 is not 4" && same.hint == "try 4")
    #expect(same.notes == ["a"] && same.span == nil)
  }

  @Test func errorsOfLibrariesSayThemselves() {
    let converted = Diagnostic(FailCommand.Refusal.shapes as any Error)
    #expect(converted.kind == .shape && converted.notes == ["rows: 3"])
    let other = Diagnostic(Odd() as any Error)
    #expect(other.kind == .value && other.message == "odd")
  }
}
