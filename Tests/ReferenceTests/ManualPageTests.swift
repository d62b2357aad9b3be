import Reference
import Testing

@Suite struct ManualPageTests {
  private static let page =
    GeneratedFilesTests.files.first { $0.path.hasSuffix("dcs.1") }?.text ?? ""

  @Test(.enabled(if: Tool.has("man"), "man is not here")) func manShowsIt() throws {
    let (status, text) = try Tool.run("man", "--warnings", "-l", "-P", "cat", "Documentation/dcs.1")
    #expect(status == 0 && text.contains("prune") && !text.contains("warning"))
  }

  @Test func everyWayToStartHasItsMeaning() {
    #expect(
      Self.page.contains(".TP\n.B dcs \\-i study.dcs\na script, then the prompt"))
    #expect(
      Self.page.contains(".TP\n.B dcs jupyter install [\\-\\-prefix DIR]\nmakes dcs a kernel"))
  }
}
