import Foundation
import Testing

/// The files of this checkout, for tests about the code itself.
struct Repository {
  struct File: Sendable, CustomTestStringConvertible {
    /// Relative to the root: `Sources/Language/Parser/Parser.swift`.
    let path: String
    let text: String

    /// Split as bytes: by characters this takes half a minute in a debug build.
    var lines: [Substring] {
      text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
        Substring($0)
      }
    }
    var testDescription: String { path }

    /// The target that the file belongs to, for files under Sources and Tests.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// Modules that it imports, whatever stands before `import`.
    var imports: Set<String> {
      Set(
        lines.compactMap { line in
          guard line.utf8.count < 100, line.contains("import ") else { return nil }
          let words = line.split(separator: " ")
          guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
            words[..<position].allSatisfy({
              $0.hasPrefix("@") || ["public", "package", "internal"].contains($0)
            })
          else { return nil }
          return String(words[position + 1].split(separator: ".")[0])
        })
    }

    /// The lines with `needle` in their code: in a comment or a string, `try!` is no `try!`.
    func codeLines(containing needle: String) -> [(number: Int, code: String)] {
      guard text.contains(needle) else { return [] }
      return lines.enumerated().compactMap { index, line in
        guard line.contains(needle) else { return nil }
        let bare = line.replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"")
        let code = String(
          bare.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0])
        return code.contains(needle) ? (index + 1, code) : nil
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().standardizedFileURL.path()

  /// Swift files below the folder, by path.
  static func swiftFiles(in folder: String) -> [File] {
    files(in: folder) { $0.hasSuffix(".swift") }
  }

  static func files(in folder: String, where matches: (String) -> Bool) -> [File] {
    let names =
      FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String }
      ?? []
    return names.filter(matches).sorted().compactMap { name in
      let path = folder + "/" + name
      guard let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) else {
        return nil
      }
      return File(path: path, text: text)
    }
  }
}
