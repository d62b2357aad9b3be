import Testing

struct HelpTopicsTests {
  private func answer(_ question: String) -> String {
    Notebook().enter(question).joined(separator: "\n")
  }

  @Test(arguments: [
    ("?for", "for s in 50%..90% step 10%"), ("?if", "else"), ("help fn", "last value"),
    ("?param", "--epochs 20"), ("help errors", "130 interrupted"), ("?try", "catch e"),
    ("help start", "lenet300()"), ("?layers", "fire2/squeeze1x1"), ("help keys", "Tab"),
  ]) func wordsAndTopicsAreExplained(_ question: String, _ word: String) {
    #expect(answer(question).contains(word))
  }

  @Test func argumentsTellWhoTakesThem() {
    #expect(
      answer("?times") == "times is an argument of\n  double(times=)  how often")
  }

  @Test func theTopicsAreListed() {
    let list = answer("help topics")
    for name in ["start", "errors", "strings", "prompt"] { #expect(list.contains("  \(name) ")) }
    #expect(answer("help range").contains("nothing called 'range'"))
  }
}
