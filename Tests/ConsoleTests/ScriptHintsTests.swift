import Console
import Language
import Synchronization
import Testing

/// Prompt habits in scripts are refused with a word about the prompt, not with the nearest command.
struct ScriptHintsTests {
  private func hint(for code: String) -> String? {
    let hint = Mutex<String?>(nil)
    let console = Console(commands: CommandTable([])) { event in
      if case .diagnostic(let diagnostic) = event { hint.withLock { $0 = diagnostic.hint } }
    }
    console.run(SourceText(name: "study.dcs", text: code))
    return hint.withLock { $0 }
  }

  @Test(arguments: [":vars", "x = 1\n:save a.dcs"])
  func linesOfThePromptAreNamed(code: String) {
    #expect(hint(for: code) == "lines that start with ':', '?' or '!' work at the prompt only")
  }

  @Test(arguments: ["help", "help prune", "quit", "exit()"])
  func wordsOfThePromptAreNamed(code: String) {
    let word = code.prefix { $0.isLetter }
    #expect(hint(for: code) == "'\(word)' is a word of the prompt, not of the language")
  }

  @Test func otherUnknownNamesAreNot() {
    #expect(hint(for: "prnt(1)")?.contains("prompt") != true)
  }
}
