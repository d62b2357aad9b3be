import Testing

@Suite struct OutputsTests {
  @Test func onlyTheLastTenOutputsAreKept() {
    let notebook = Notebook()
    for number in 1...12 { notebook.enter("\(100 * number)") }
    #expect(notebook.enter("out[12]") == ["1200"])
    #expect(notebook.enter("out[4]") == ["400"])
    #expect(notebook.enter("out[2]") == ["value: there is no out[2]"])
  }

  @Test func theyAreListedByTheirNumbers() {
    let notebook = Notebook()
    #expect(notebook.enter("out[1]") == ["name: unknown name 'out'"])
    notebook.enter("7")
    notebook.enter("x = 1")
    notebook.enter("\"a\"")
    #expect(notebook.enter("out[2] * 2") == ["14"])
    #expect(notebook.enter("out[4]") == ["\"a\""])
    #expect(notebook.enter("out[\"a\"]").first?.hasPrefix("type: ") == true)
    #expect(notebook.enter("out[2:3]").first?.hasPrefix("type: ") == true)
  }
}
