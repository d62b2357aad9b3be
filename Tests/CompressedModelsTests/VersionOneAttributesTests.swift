import CompressedModels
import Foundation
import Networks
import Testing

struct VersionOneAttributesTests {
  /// The table of operations in FORMAT.md and what a reader accepts are the same.
  @Test func attributesAreThoseOfTheDocument() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Documentation/FORMAT.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let start = try #require(text.range(of: "**4.3 Operations**")).upperBound
    let end = try #require(text.range(of: "## 5.")).lowerBound
    var documented: [String: Set<String>] = [:]
    for line in text[start..<end].split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let words = cells[3].split { !$0.isLetter && $0 != "_" }.map(String.init)
      let known = ["as", "maxpool", "no", "limit", "e"]
      let names = Set(words.filter { !known.contains($0) })
        .union(cells[3].hasPrefix("as maxpool") ? documented["maxpool", default: []] : [])
      for operation in cells[1].components(separatedBy: ", ") { documented[operation] = names }
    }
    for layer in LayerRegistry.layers {
      let names = try #require(documented[layer.operation], "\(layer.operation)")
      let all = Dictionary(uniqueKeysWithValues: names.map { ($0, Attribute.integers([1])) })
      #expect(VersionOneAttributes.unknown(in: all, of: layer.operation) == nil)
      var more = all
      more["zeal"] = .integers([1])
      #expect(VersionOneAttributes.unknown(in: more, of: layer.operation) == "zeal")
      for name in ["kernel", "slope", "outputs", "rate", "shape"] where !names.contains(name) {
        #expect(
          VersionOneAttributes.unknown(in: [name: .integers([1])], of: layer.operation) == name)
      }
    }
  }
}
