import CompressedModels

/// A .dcz file changed inside its chunks, with lengths and checksums put right: what is behind them
/// is reached.
public struct ContainerMutation {
  private var head: [UInt8]
  private var chunks: [(type: [UInt8], content: [UInt8])]

  /// nil for what has no chunks.
  public init?(_ bytes: [UInt8]) {
    let facts = ContainerInspection(bytes).chunks.dropLast()
    guard !facts.isEmpty else { return nil }
    head = Array(bytes[..<10])
    chunks = facts.map {
      (Array($0.type.utf8), Array(bytes[$0.offset + 8..<$0.offset + 8 + $0.length]))
    }
  }

  public mutating func change(by mutator: inout Mutator, _ corpus: [[UInt8]]) {
    let place = mutator.below(chunks.count)
    switch mutator.below(12) {
    case 0: chunks.append(chunks[place])
    case 1: if chunks.count > 1 { chunks.remove(at: place) }
    case 2: chunks.swapAt(place, mutator.below(chunks.count))
    case 3:
      chunks[place].type = Array(["NETW", "NETD", "LAYR", "PARM", "abcd"][mutator.below(5)].utf8)
    default: mutator.change(&chunks[place].content, corpus)
    }
  }

  public var bytes: [UInt8] {
    let body = chunks.reduce(into: head) { $0 += Self.framed($1.type, $1.content) }
    return body + Self.framed(Array("DONE".utf8), Checksums.sha256(body[...]))
  }

  private static func framed(_ type: [UInt8], _ content: [UInt8]) -> [UInt8] {
    let body = type + littleEndian(UInt32(content.count)) + content
    return body + littleEndian(Checksums.crc32(body[...]))
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }
}
