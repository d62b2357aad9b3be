import Testing

@Suite struct HelpRequestTests {
  /// All the ways to ask for the same.
  @Test(arguments: [
    "?double", "? double", "double?", "help double", "  ?double  ",
  ]) func asks(_ question: String) {
    #expect(Notebook().enter(question) == Notebook().enter("?double"))
    #expect(Notebook().enter(question).first?.hasPrefix("double(") == true)
  }

  @Test(arguments: ["??double", "double??"]) func asksForMore(_ question: String) {
    #expect(Notebook().enter(question).first?.contains("Computes 2x.") == true)
  }

  /// What is no name behind the mark is code, or a syntax error.
  @Test(arguments: ["?1 + 1", "help(\"double\")", "x = 1?"]) func otherThingsAreCode(_ text: String)
  {
    let lines = Notebook().enter(text)
    #expect(lines.first?.hasPrefix("double(") != true)
    #expect(lines.first?.contains(": ") == true, "an error, \(lines)")
  }
}
