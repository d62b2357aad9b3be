import Foundation
import Language

/// Names of files that begin as a path typed so far does.
enum FileCompletion {
  /// Longer lists help nobody at a prompt.
  static let limit = 200

  /// Whole paths as they would be typed, folders with a slash at their end; hidden files only when
  /// asked for.
  static func candidates(for typed: String) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let prefix = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let names = (try? FileManager.default.contentsOfDirectory(atPath: readable(folder))) ?? []
    return
      names
      .filter { $0.hasPrefix(prefix) && (!$0.hasPrefix(".") || prefix.hasPrefix(".")) }
      .sorted().prefix(limit)
      .map { folder + $0 + (isFolder(readable(folder) + "/" + $0) ? "/" : "") }
  }

  private static func readable(_ folder: String) -> String {
    folder.isEmpty ? "." : UserPath.expanded(folder)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
