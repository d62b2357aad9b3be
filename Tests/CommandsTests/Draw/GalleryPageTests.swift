import Foundation
import Testing

/// Documentation/GALLERY.md shows what Scripts/gallery.dcs draws: the same lines in the same order,
/// each picture there.
@Suite struct GalleryPageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../..").standardizedFileURL

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  private func picture(in line: String) -> String? {
    line.firstMatch(of: #/(?:\{out\}|\.\./Plots/gallery)/([\w-]+\.png)/#).map {
      String($0.output.1)
    }
  }

  @Test func thePageAndTheScriptAreInStep() throws {
    let script = try lines("Scripts/gallery.dcs").filter {
      !$0.hasPrefix("#") && !$0.hasPrefix("param")
    }
    let page = try lines("Documentation/GALLERY.md")
    #expect(page.filter { script.contains($0) } == script)
    let drawn = script.compactMap(picture)
    #expect(drawn.count > 20 && Set(drawn).count == drawn.count)
    #expect(page.filter { $0.hasPrefix("<img") }.compactMap(picture) == drawn)
    for name in drawn {
      let path = Self.root.appendingPathComponent("Plots/gallery/" + name).path
      #expect(FileManager.default.fileExists(atPath: path), "\(name)")
    }
  }
}
