import Commands
import Console
import Foundation
import Language
import Reference

/// `dcs generate FOLDER`: writes what is made from the commands' declarations (`make reference`).
struct GenerateCommand {
  let words: [String]

  func run() throws -> Language.ExitCode {
    guard words.count == 1 else { throw UsageError("dcs generate takes a folder") }
    let words = CommandWords(
      StandardCommands.table(session: Session()), version: Version.current)
    for (path, text) in GeneratedFiles(words).files {
      let place = URL(fileURLWithPath: self.words[0]).appendingPathComponent(path)
      do {
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
      } catch {
        throw Diagnostic(.file, "cannot write '\(place.path)'")
      }
      print(path)
    }
    return .success
  }
}
