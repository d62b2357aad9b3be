import Foundation
import Memory
import Testing

struct MemoryFactsTests {
  /// A tree of control groups as the kernel shows it.
  private func root(_ files: [String: String]) throws -> String {
    let root = NSTemporaryDirectory() + "/dcs-groups-\(UUID().uuidString)"
    for (name, text) in files {
      let path = root + "/" + name
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    return root
  }

  @Test func groupsAndThoseAroundThemSetLimits() throws {
    let root = try root([
      "a/memory.max": "8000000\n", "a/b/memory.max": "max\n", "memory/c/memory.limit_in_bytes": "5",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(MemoryFacts.limits(of: "0::/a/b\n", root: root) == [8_000_000])
    #expect(MemoryFacts.limits(of: "4:cpu:/c\n9:memory,x:/c\n", root: root) == [5])
    #expect(MemoryFacts.limits(of: "0::/\n", root: root) == [])
    #expect(MemoryFacts.limits(of: "nonsense", root: root) == [])
  }

  @Test func residentPagesAreInUse() {
    #expect(MemoryFacts.inUse("9000 250 20 3 0 700 0\n") == 250 * Int(getpagesize()))
    #expect(MemoryFacts.inUse("") == 0)
    #expect(MemoryFacts.inUse("9000 many") == 0)
  }

  /// Tests beside this one take and free memory, so only what always holds can be asked: a process
  /// that keeps these bytes alive has at least them.
  @Test func touchedMemoryIsInUse() {
    let bytes = [UInt8](repeating: 1, count: 50 << 20)
    #expect(withExtendedLifetime(bytes) { MemoryFacts.inUse } > 50 << 20)
    #expect(bytes.last == 1)
  }
}
