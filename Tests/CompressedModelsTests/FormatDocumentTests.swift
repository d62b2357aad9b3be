import CompressedModels
import Foundation
import Testing

/// FORMAT.md takes one file apart; its dump must be that file.
struct FormatDocumentTests {
  private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation/FORMAT.md")

  /// The bytes of the lines "offset  bytes in hexadecimal  | meaning" in section 9.
  private func dump() throws -> [(offset: Int, bytes: [UInt8])] {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let section = try #require(text.range(of: "## 9.")).upperBound
    return text[section...].split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      guard parts.count == 2, let first = words.first, first.count == 4,
        let offset = Int(first, radix: 16)
      else {
        return nil
      }
      return (offset, words.dropFirst().compactMap { UInt8($0, radix: 16) })
    }
  }

  @Test("The worked example's bytes are the file's, each at its offset")
  func dumpIsTheFile() throws {
    let lines = try dump()
    let file = try GoldenFolder.bytes(AcceptedFile.workedExample.path)
    var offset = 0
    for line in lines {
      #expect(line.offset == offset)
      offset += line.bytes.count
    }
    #expect(lines.flatMap(\.bytes) == file)
  }
}
