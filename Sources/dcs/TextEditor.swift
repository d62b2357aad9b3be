@preconcurrency import Foundation

/// `$VISUAL` or `$EDITOR`, for an entry that is easier to change in a file.
struct TextEditor {
  let command: String

  init(environment: [String: String]) {
    command =
      [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
  }

  /// The text as the user left it, without its last line end; nil when the editor failed or nothing
  /// is left.
  func edited(_ text: String) -> String? {
    let path = FileManager.default.temporaryDirectory.path + "/dcs-entry-\(getpid()).dcs"
    defer { unlink(path) }
    guard (try? (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)) != nil else {
      return nil
    }
    fflush(stdout)
    guard system("\(command) '\(path)'") == 0,
      let changed = try? String(contentsOfFile: path, encoding: .utf8)
    else { return nil }
    let trimmed = changed.last == "\n" ? String(changed.dropLast()) : changed
    return trimmed.allSatisfy(\.isWhitespace) ? nil : trimmed
  }
}
