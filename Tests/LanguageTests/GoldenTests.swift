import Glibc
import Language
import Testing

/// Every script in Golden/ says in comments what it prints (`# expect: text`, in order) and how it
/// ends (`# expect error: kind: message`).
@Suite struct GoldenTests {
  @Test(arguments: try GoldenScript.all()) func script(_ script: GoldenScript) throws {
    #expect(!script.expectations.isEmpty, "\(script.path) expects nothing")
    #expect(output(script.text) == script.expectations)
  }

  @Test func theFolderIsFound() throws { #expect(try GoldenScript.all().count >= 40) }
}

struct GoldenScript: CustomTestStringConvertible, Sendable {
  let path: String
  let text: String
  var testDescription: String { path }

  var expectations: [String] {
    text.split(separator: "\n").compactMap { line in
      for mark in ["# expect: ", "# expect error: "] {
        let parts = line.components(after: mark)
        if let parts { return parts }
      }
      return nil
    }
  }

  static func all() throws -> [GoldenScript] {
    let root = #filePath.dropLast("GoldenTests.swift".count) + "Golden"
    return try scripts(in: String(root)).sorted { $0.path < $1.path }
  }

  private static func scripts(in folder: String) throws -> [GoldenScript] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var scripts: [GoldenScript] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name.hasPrefix(".") { continue }
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".dcs") {
        scripts.append(GoldenScript(path: path, text: try SourceText(contentsOf: path).text))
      } else {
        scripts += try self.scripts(in: path)
      }
    }
    return scripts
  }
}

extension Substring {
  /// What follows the last `mark`.
  fileprivate func components(after mark: String) -> String? {
    var index = endIndex
    while index > startIndex {
      index = self.index(before: index)
      if self[index...].hasPrefix(mark) { return String(self[index...].dropFirst(mark.count)) }
    }
    return nil
  }
}
