import Foundation
import Testing

/// The files of this checkout, for tests about the code itself.
struct Repository {
  struct File: Sendable, CustomTestStringConvertible {
    /// Relative to the root: `Sources/Language/Parser/Parser.swift`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var testDescription: String { path }

    /// The target that the file belongs to, for files under Sources and Tests.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// Modules that it imports, whatever stands before `import`.
    var imports: Set<String> {
      Set(
        lines.compactMap { line in
          let words = line.split(separator: " ")
          guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
            words[..<position].allSatisfy({ $0.hasPrefix("@") || $0 == "public" || $0 == "internal" || $0 == "private" }
            )
          else { return nil }
          return String(words[position + 1].split(separator: ".")[0])
        })
    }

    /// Without comments and the contents of strings on one line, so that prose about `try!` is no `try!`.
    var codeLines: [String] {
      lines.map { line in
        let code = line.replacing(#/"(\\.|[^"\\])*"/#, with: "\"\"")
        return String(code.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0])
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().standardizedFileURL.path()

  /// Swift files below the folder, by path.
  static func swiftFiles(in folder: String) -> [File] { files(in: folder) { $0.hasSuffix(".swift") } }

  static func files(in folder: String, where matches: (String) -> Bool) -> [File] {
    let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
    return names.filter(matches).sorted().compactMap { name in
      let path = folder + "/" + name
      guard let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) else { return nil }
      return File(path: path, text: text)
    }
  }
}
