import Console
import Foundation
import Testing

struct ConsoleCommandsTests {
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
    let lines = Notebook().enter(":time 6 * 7")
    #expect(lines.first == "42")
    #expect(try #require(lines.last).wholeMatch(of: #/\d+\.\d+ s/#) != nil)
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
}
