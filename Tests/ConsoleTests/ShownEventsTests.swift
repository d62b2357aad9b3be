import Testing

struct ShownEventsTests {
  @Test func allShowsTheLastValuesAgain() {
    let notebook = Notebook()
    #expect(notebook.enter(":all") == ["value: there is nothing that was cut"])
    notebook.enter("[1, 2]\n7")
    notebook.enter("x = 3")
    #expect(notebook.enter(":all") == ["[1, 2]", "7"])
    notebook.enter("8")
    #expect(notebook.enter(":all") == ["8"])
    #expect(notebook.settings.current.rows == .window)
  }
}
