import Language
import Testing

@Suite struct SourceTextTests {
  @Test func positionsCountCharacters() {
    let source = SourceText(name: "t", text: "σx\n\n日本y")
    #expect(source.position(of: 0) == (1, 1))
    #expect(source.position(of: 2) == (1, 2))
    #expect(source.position(of: 4) == (2, 1))
    #expect(source.position(of: 11) == (3, 3))
    #expect(source.position(of: 999) == (3, 4))
    #expect(source.line(3) == "日本y")
    #expect(source.line(4) == "")
  }

  @Test(arguments: [
    ("/nonexistent/a.dcs", Diagnostic.Kind.file, "cannot read /nonexistent/a.dcs: no such file"),
    ("/tmp", .file, "cannot read /tmp: it is a folder"),
  ])
  func unreadableFiles(_ path: String, _ kind: Diagnostic.Kind, _ message: String) {
    do {
      _ = try SourceText(contentsOf: path)
      #expect(Bool(false))
    } catch {
      #expect(error.kind == kind)
      #expect(error.message == message)
    }
  }
}
