import Foundation

/// Inputs that nights of fuzzing found, some hundreds of each reader: each reaches code, or does so
/// as often, as no other. In the repository they are one file a reader, each input behind its
/// length (32 bits, little-endian), shortest first, as many as a small file holds.
public enum KeptInputs {
  /// Those of a reader; none where the sources are not at hand.
  public static func inputs(of reader: String) throws -> [[UInt8]] {
    guard let bytes = try? Data(contentsOf: file(reader)) else { return [] }
    var rest = Array(bytes)[...]
    var inputs: [[UInt8]] = []
    while rest.count >= 4 {
      let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= count else { throw CocoaError(.fileReadCorruptFile) }
      inputs.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return inputs
  }

  private static let most = 1 << 16

  public static func keep(_ inputs: [[UInt8]], of reader: String) throws {
    let ordered = inputs.sorted {
      $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count
    }
    var bytes: [UInt8] = []
    for input in ordered where bytes.count + 4 + input.count <= most {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: input.count >> (8 * $0)) } + input
    }
    let file = file(reader)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file, options: .atomic)
  }

  private static func file(_ reader: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Corpus/\(reader).inputs")
  }
}
