import Console
import Foundation
import Testing

struct ConsoleCompletionTests {
  private func candidates(_ text: String, in notebook: Notebook = Notebook()) -> [String] {
    notebook.console.complete(text, cursor: text.utf8.count).candidates
  }

  @Test func offersCommandsAndVariablesByTheirBeginning() {
    let notebook = Notebook()
    notebook.enter("dough = 1")
    #expect(candidates("x = do", in: notebook) == ["dough", "double"])
  }

  @Test func offersArgumentsInsideACallAndTellsItsSignature() {
    let completion = Notebook().console.complete("double(3, ti", cursor: 12)
    #expect(completion.candidates == ["times="])
    #expect(completion.start == 10)
    #expect(completion.signature == "double(number, times=1)")
  }

  @Test func offersOnlyArgumentsWhereNothingIsTypedYet() {
    #expect(candidates("double(") == ["number=", "times="])
    #expect(candidates("double(number=3, ") == ["times="])
    #expect(candidates("x = double(t").contains("true"))
  }

  @Test func offersTheConsolesOwnWords() {
    #expect(candidates(":hi") == [":history"])
    #expect(candidates("?dou") == ["double"])
    #expect(candidates("?tim") == ["times"] && candidates("help erro") == ["errors"])
    #expect(candidates("help hu") == ["hush"])
  }

  @Test func offersFilesInsideStrings() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/plots", withIntermediateDirectories: true)
    for name in ["plain.dcz", "plan b.npz", ".hidden", "other"] {
      #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: nil))
    }
    let text = "load(\"\(folder)/pl"
    let completion = Notebook().console.complete(text, cursor: text.utf8.count)
    #expect(completion.candidates == ["/plain.dcz", "/plan b.npz", "/plots/"].map { folder + $0 })
    #expect(completion.start == 6)
    #expect(candidates("load(\"\(folder)/.h") == [folder + "/.hidden\""])
    #expect(candidates("load(\"\(folder)/plo") == [folder + "/plots/"], "a folder goes on")
    let closed = "load(\"\(folder)/plai\")"
    let beforeQuote = Notebook().console.complete(closed, cursor: closed.utf8.count - 2)
    #expect(beforeQuote.candidates == [folder + "/plain.dcz"], "the quote is there already")
    #expect(candidates("load(\"\(folder)/nothing") == [])
  }
}
