import Foundation
import Language
import Testing

@Suite struct GrowingFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dcs-growing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path + "/points.csv")
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func theHeaderStandsOnceAboveAllLines() throws {
    try inFolder { path in
      let file = GrowingFile(path: path)
      #expect(try file.lines() == [])
      #expect(try file.firstLine() == nil)
      try file.append("1,2", header: "a,b")
      try file.append("3,4", header: "a,b")
      #expect(text(path) == "a,b\n1,2\n3,4\n")
      #expect(try file.lines() == ["a,b", "1,2", "3,4"])
      #expect(try file.firstLine() == "a,b")
    }
  }

  /// A machine that stopped while a line was written: half of it is there.
  @Test func aLineWithoutItsEndIsNotThereAndGoesWithTheNext() throws {
    try inFolder { path in
      try "a,b\n1,2\n3,".write(toFile: path, atomically: false, encoding: .utf8)
      let file = GrowingFile(path: path)
      #expect(try file.lines() == ["a,b", "1,2"])
      try file.append("5,6", header: "a,b")
      #expect(text(path) == "a,b\n1,2\n5,6\n")
    }
  }

  @Test func aHeaderThatWasCutOffIsWrittenAnew() throws {
    try inFolder { path in
      try "a,".write(toFile: path, atomically: false, encoding: .utf8)
      try GrowingFile(path: path).append("1,2", header: "a,b")
      #expect(text(path) == "a,b\n1,2\n")
    }
  }

  @Test func manyWritersLoseNoLine() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/dcs-growing-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for line in 0..<25 {
            try? GrowingFile(path: path).append("\(writer),\(line)", header: "writer,line")
          }
        }
      }
    }
    let lines = try GrowingFile(path: path).lines()
    #expect(lines.count == 101)
    #expect(Set(lines).count == 101)
    #expect(lines[0] == "writer,line")
  }

  @Test func aFolderIsRefused() throws {
    try inFolder { path in
      let folder = (path as NSString).deletingLastPathComponent
      let file = GrowingFile(path: folder)
      #expect(throws: FileWriteError.self) { try file.append("1", header: "a") }
    }
  }
}
