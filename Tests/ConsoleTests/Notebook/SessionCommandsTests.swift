import Console
import Foundation
import Testing

@Suite(.serialized) struct SessionCommandsTests {
  @Test func quitAndClearAskTheClient() {
    let console = Notebook().console
    #expect(console.execute(":quit").isLeaving)
    #expect(console.execute(":clear").request == .clearScreen)
  }

  @Test func editGivesTheEntry() {
    let notebook = Notebook()
    notebook.enter("x = 1")
    notebook.enter("y = 2")
    #expect(notebook.console.execute(":edit").request == .edit("y = 2"))
    #expect(notebook.console.execute(":edit 1").request == .edit("x = 1"))
    #expect(notebook.enter(":edit 9") == ["argument: there is no entry 9"])
  }

  @Test func folders() {
    let (notebook, before) = (Notebook(), FileManager.default.currentDirectoryPath)
    defer { _ = FileManager.default.changeCurrentDirectoryPath(before) }
    #expect(notebook.enter(":cd /") == ["/"])
    #expect(notebook.enter(":cd") == ["/"])
    let missing = "/proc/nowhere/at/all"
    #expect(notebook.enter(":cd \(missing)") == ["file: there is no folder '\(missing)'"])
  }
}
