import Commands
import Foundation
import Reference
import Testing

/// What is made from the commands' declarations is as new as they are: `make reference`.
@Suite struct GeneratedFilesTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL
  static let files = GeneratedFiles(
    CommandWords(StandardCommands.table(session: Session()), version: Version.current)
  ).files

  @Test(arguments: files.map(\.path)) func isFresh(_ path: String) throws {
    let text = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    #expect(text == Self.files.first { $0.path == path }?.text, "run make reference")
  }

  @Test func everyCommandIsInEveryFile() throws {
    let names = StandardCommands.table(session: Session()).names
    #expect(names.count > 100)
    for (path, text) in Self.files where !path.contains("ftdetect") {
      let missing = names.filter { !text.contains($0) }
      #expect(missing == [], "\(path)")
    }
  }
}
