import Console
import Foundation
import Language
import Testing

@Suite struct FileCompletionTests {
  private func candidates(_ typed: String) -> [String] {
    let text = "include \"" + typed
    return Console(commands: CommandTable([])) { _ in }
      .complete(text, cursor: text.utf8.count).candidates
  }

  /// Whole paths, folders with a slash, hidden files only when asked for.
  @Test func pathsThatBeginLikeThat() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("alpha"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["alps.dcs", "beta.dcs", ".hidden"] {
      try Data().write(to: folder.appendingPathComponent(name))
    }
    let path = folder.path + "/"
    #expect(candidates(path + "al") == [path + "alpha/", path + "alps.dcs"])
    #expect(candidates(path) == [path + "alpha/", path + "alps.dcs", path + "beta.dcs"])
    #expect(candidates(path + ".h") == [path + ".hidden\""])
    #expect(candidates(path + "gamma").isEmpty)
    #expect(candidates(path + "nowhere/x").isEmpty)
  }
}
