import Console
import Foundation
import Testing

struct ConsoleCommandTests {
  @Test func varsListsTheUsersVariablesOnly() {
    let notebook = Notebook()
    #expect(notebook.enter(":vars") == ["no variables yet"])
    notebook.enter("a = 1\nb = [1, 2]\na + 1")
    #expect(notebook.enter(":vars") == ["table of name kind shape bytes sparsity bits: 2 rows"])
  }

  @Test func unknownOnesAreRefusedAndUniqueBeginningsAreNot() {
    let notebook = Notebook()
    #expect(notebook.enter(":vasr") == ["name: there is no :vasr"])
    #expect(notebook.enter(":va") == ["no variables yet"])
  }

  @Test func timeTellsSecondsAfterTheValue() throws {
    let told = Notebook().enter(":time 6 * 7")
    #expect(told.first == "42")
    #expect(try #require(told.last).wholeMatch(of: #/\d+\.\d+ s/#) != nil)
  }

  @Test func resetForgetsEverything() {
    let notebook = Notebook()
    notebook.enter("x = 1\n5")
    notebook.enter(":reset")
    #expect(notebook.console.entryNumber == 1)
    #expect(notebook.console.variables.isEmpty)
    #expect(notebook.enter("ans").first?.hasPrefix("name: ") == true)
  }

  @Test func historyShowsEntriesWithTheirPrompts() {
    let notebook = Notebook()
    notebook.enter("1")
    notebook.enter("oops")
    notebook.enter("2")
    #expect(notebook.enter(":history") == ["dcs [1]> 1", "dcs [2]> oops", "dcs [3]> 2"])
    #expect(notebook.enter(":history 1") == ["dcs [3]> 2"])
    #expect(notebook.enter(":history x").first?.hasPrefix("argument: ") == true)
  }

  /// What is saved, run as a script in a new session, leaves the same variables.
  @Test func saveWritesAScriptThatDoesTheSame() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).dcs"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let notebook = Notebook()
    for entry in [
      "a = 4", "a + 1", "b = ans * 2", "missing + 1", "double(b)", "|> double", "c = out[5] + _",
    ] {
      notebook.enter(entry)
    }
    #expect(notebook.enter("c") == ["60"])
    #expect(notebook.enter(":save \(path)") == ["wrote \(path)"])
    #expect(notebook.enter(":save \(path)") == ["file: \(path) is there already"])

    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("missing"))
    let later = Notebook()
    later.enter(text)
    #expect(later.enter("[a, b, c]") == ["[4, 10, 60]"])
  }
}
