import Testing

struct ConsoleHelpTests {
  @Test(arguments: ["?double", "help double", "double?", "? double"])
  func explainsACommand(question: String) throws {
    let text = try #require(Notebook().enter(question).first)
    #expect(text.hasPrefix("double(number, times=1)\nTwice a number."))
    #expect(text.contains("double(21)"))
    #expect(!text.contains("Computes 2x."))
  }

  @Test func twoQuestionMarksGoDeeper() throws {
    #expect(try #require(Notebook().enter("??double").first).contains("Computes 2x."))
  }

  @Test func explainsFunctionsAndVariables() {
    let notebook = Notebook()
    notebook.enter("## Half of it.\nfn half(n, by=2) { n / by }\nx = [1, 2]")
    #expect(notebook.enter("?half") == ["half(n, by=2)\nHalf of it."])
    #expect(notebook.enter("?x") == ["x is a list\n[1, 2]"])
  }

  @Test func listsCommandsByChapter() throws {
    let text = try #require(Notebook().enter("help").first)
    #expect(
      text.hasPrefix(
        "Look\n  hush  Gives back a number quietly.\n\nNumbers and tensors\n  double  Twice"))
    #expect(text.contains(":help"))
  }

  @Test func unknownNamesGetASuggestion() {
    #expect(Notebook().enter("?duoble") == ["name: there is nothing called 'duoble'"])
  }

  @Test func aVariableTakesTheWordBack() {
    let notebook = Notebook()
    notebook.enter("help = 4")
    #expect(notebook.enter("help") == ["4"])
  }
}
