import Console
import Language
import Testing

@Suite struct ScriptUsageTests {
  private let script = SourceText(
    name: "study.dcs",
    text: """
      ## # A study
      ## More words.
      param epochs = 5 "passes over the data"
      param out "folder"
      param fast = false
      """)

  @Test func parametersAreThoseOfTheScript() {
    let found = ScriptUsage.parameters(of: script)
    #expect(found.map(\.name) == ["epochs", "out", "fast"])
    #expect(found.map(\.defaultText) == ["5", nil, "false"])
    #expect(found.map(\.help) == ["passes over the data", "folder", nil])
  }

  @Test func helpLinesUpItsColumns() {
    let text = ScriptUsage.text(for: script, ScriptUsage.parameters(of: script))
    #expect(
      text == """
        A study

        usage: dcs study.dcs [--name value ...]
          --epochs (5)      passes over the data
          --out (required)  folder
          --fast (false)
        """)
  }

  @Test func withoutParametersAndProse() {
    let bare = SourceText(name: "a.dcs", text: "print 1")
    #expect(ScriptUsage.text(for: bare, ScriptUsage.parameters(of: bare)) == "usage: dcs a.dcs")
    let broken = SourceText(name: "b", text: "param epochs = 5; x = (")
    #expect(ScriptUsage.parameters(of: broken).isEmpty)
    #expect(ScriptUsage.parameters(of: broken, givenTo: ["--epochs", "3"]).words.isEmpty)
    #expect(ScriptUsage.parameters(of: script, givenTo: ["--help"]).words == ["--help"])
  }
}
