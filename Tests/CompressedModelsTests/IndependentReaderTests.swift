import CompressedModels
import Foundation
import Networks
import Tensors
import Testing

/// The second reader, `reader.py`, knows only FORMAT.md. What it decodes must agree bit for bit.
struct IndependentReaderTests {
  static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("reader.py")

  /// Exit status of a program found on the path; its output is dropped.
  private static func run(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  static let hasNumPy = (try? run(["python3", "-c", "import numpy"])) == 0

  private func decoded(_ path: String, _ body: (URL) throws -> Void) throws -> Int32 {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dcs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let status = try Self.run(["python3", Self.script.path, path, folder.path])
    if status == 0 { try body(folder) }
    return status
  }

  private static func bytes(_ values: [Float]) -> Data {
    Data(values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) })
  }

  @Test(
    "All weights, masks and biases agree", .enabled(if: hasNumPy, "needs python3 with numpy"),
    arguments: AcceptedFile.allCases)
  func readersAgree(file: AcceptedFile) throws {
    let network = try file.network()
    let status = try decoded(GoldenFolder.folder.appendingPathComponent(file.path).path) {
      (folder: URL) throws in
      for (number, node) in network.nodes.enumerated() {
        guard let layer = node.layer as? any WeightedLayer else { continue }
        func file(_ kind: String) throws -> Data {
          try Data(contentsOf: folder.appendingPathComponent("\(number).\(kind)"))
        }
        let isKept =
          layer.weights.mask?.isKept ?? [Bool](repeating: true, count: layer.weights.count)
        let (weights, mask) = (try file("weights"), try file("mask"))
        #expect(weights == Self.bytes(layer.weights.tensor.values))
        #expect(mask == Data(isKept.map { $0 ? 1 : 0 }))
        guard let bias = layer.bias else { continue }
        let biases = try file("bias")
        #expect(biases == Self.bytes(bias.values))
      }
    }
    #expect(status == 0)
  }

  @Test("It refuses damaged sums, too", .enabled(if: hasNumPy, "needs python3 with numpy"))
  func damageIsRefused() throws {
    for name in [
      "checksum-mismatch", "digest-mismatch", "truncated", "kraft-sum-exceeded",
      "position-out-of-range",
    ] {
      let path = GoldenFolder.folder.appendingPathComponent("refused/\(name).dcz").path
      #expect(try decoded(path) { _ in } == 1)
    }
  }
}
