@preconcurrency import Foundation
import Language

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
    // A folder that nobody else can have put there, or look into.
    guard let folder = Self.ownFolder() else { return nil }
    let path = folder + "/entry.dcs"
    defer {
      unlink(path)
      rmdir(folder)
    }
    guard (try? AtomicFile.write((text + "\n").utf8, to: path)) != nil else { return nil }
    fflush(stdout)
    guard system("\(command) '\(path)'") == 0,
      let changed = try? String(contentsOfFile: path, encoding: .utf8)
    else { return nil }
    let trimmed = changed.last == "\n" ? String(changed.dropLast()) : changed
    return trimmed.allSatisfy(\.isWhitespace) ? nil : trimmed
  }

  private static func ownFolder() -> String? {
    var path = Array((FileManager.default.temporaryDirectory.path + "/dcs-XXXXXX").utf8CString)
    return mkdtemp(&path) == nil
      ? nil : path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
  }
}
