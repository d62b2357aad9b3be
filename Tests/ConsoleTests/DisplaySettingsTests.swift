import Console
import Testing

struct DisplaySettingsTests {
  @Test func everyThingCanBeSet() {
    let notebook = Notebook()
    for entry in [":set format csv", ":set quiet on", ":set rows 12", ":set pager=off"] {
      #expect(notebook.enter(entry) == [])
    }
    let settings = notebook.settings.current
    #expect(settings.tableFormat == .csv && settings.isQuiet && !settings.pagesHelp)
    #expect(settings.rows == .atMost(12))
    notebook.enter(":set rows all")
    #expect(notebook.settings.current.rows == .all)
    notebook.enter(":set rows window")
    #expect(notebook.settings.current.rows == .window)
  }

  @Test func othersAreRefused() {
    let notebook = Notebook()
    #expect(notebook.enter(":set colour red") == ["name: there is no setting 'colour'"])
    #expect(
      notebook.enter(":set format xml") == ["value: format takes one of: table, csv, json, md"])
    #expect(notebook.enter(":set rows 0") == ["value: rows takes one of: window, all, a number"])
    #expect(notebook.enter(":set") == ["table of name value choices what: 5 rows"])
    #expect(notebook.settings.current == DisplaySettings())
  }
}
