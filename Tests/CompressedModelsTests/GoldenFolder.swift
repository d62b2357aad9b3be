import Foundation
import Testing

/// Files that are kept beside the tests. `DCS_RECORD=1` writes them anew: look at the difference
/// before committing, and run once more without it, since tests that read files run beside those
/// that write them.
enum GoldenFolder {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")
  static var isRecording: Bool { ProcessInfo.processInfo.environment["DCS_RECORD"] == "1" }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  /// Compares with the kept file, or keeps the bytes when recording.
  static func expect(_ bytes: [UInt8], equal name: String) throws {
    if isRecording { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    let kept = try Self.bytes(name)
    #expect(kept == bytes, "\(name) differs from what is written now")
  }

  static func names(in subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent(subfolder).path
    ).sorted()
  }
}
