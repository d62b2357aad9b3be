import Console
import Testing

struct NotebookPromptTests {
  @Test func continuationIsAsWideAsThePrompt() {
    for number in [1, 42, 1234] {
      #expect(
        NotebookPrompt.continuation(number: number).count
          == NotebookPrompt.first(number: number).count)
      #expect(NotebookPrompt.continuation(number: number).hasSuffix("...> "))
    }
  }

  @Test func pastedPromptsAreDropped() {
    let notebook = Notebook()
    notebook.enter("dcs [7]> x = [1,\n     ...> 2]\ndcs [8]> y = 3")
    #expect(notebook.enter("x") == ["[1, 2]"])
    #expect(notebook.enter("y") == ["3"])
  }

  @Test func whatOnlyLooksLikeAPromptStays() {
    #expect(Notebook().enter("'dcs [1]> '") == ["\"dcs [1]> \""])
  }
}
