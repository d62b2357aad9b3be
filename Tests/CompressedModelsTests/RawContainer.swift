import CompressedModels

/// Files built by hand, right or wrong, with sums that match whatever they hold.
struct RawContainer {
  struct Chunk {
    var type: [UInt8]
    var content: [UInt8]

    init(_ type: String, _ content: [UInt8]) {
      (self.type, self.content) = (Array(type.utf8), content)
    }

    var framed: [UInt8] {
      let body = type + RawContainer.littleEndian(UInt32(content.count)) + content
      return body + RawContainer.littleEndian(Checksums.crc32(body[...]))
    }
  }

  var signature = ContainerFormat.signature
  var version: UInt16 = 1
  var chunks: [Chunk]

  /// Takes a sound file apart, without its last chunk.
  init(_ bytes: [UInt8]) {
    chunks = ContainerInspection(bytes).chunks.dropLast().map { fact in
      Chunk(fact.type, Array(bytes[fact.offset + 8..<fact.offset + 8 + fact.length]))
    }
  }

  init(chunks: [Chunk]) { self.chunks = chunks }

  /// The file with a matching digest.
  var bytes: [UInt8] {
    let body = unfinished
    return body + Chunk("DONE", Checksums.sha256(body[...])).framed
  }

  /// Everything but the last chunk.
  var unfinished: [UInt8] { signature + Self.littleEndian(version) + chunks.flatMap(\.framed) }

  static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
  }

  static func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

  /// NETW of one dense layer "fc1" with 2 inputs and 2 outputs, in state dense.
  static let network = Chunk(
    "NETW", [0, 1, 2, 1] + text("fc1") + text("dense") + [1, 0, 1] + text("outputs") + [0, 1, 4])

  /// The same 26 bytes in one stored block of DEFLATE (RFC 1951, section 3.2.4).
  static let deflatedNetwork = Chunk(
    "NETD",
    [UInt8(network.content.count), 1] + littleEndian(UInt16(network.content.count))
      + littleEndian(~UInt16(network.content.count)) + network.content)

  /// LAYR of that layer: f32 weights 0, no biases stored as four bytes each.
  static let layer = Chunk("LAYR", [0, 0, 2, 2, 2, 1, 2] + [UInt8](repeating: 0, count: 8 + 16))

  /// LAYR with codes and gaps for 2 x 2 weights, biases 0; the parts can be replaced one by one.
  static func indexedLayer(
    coding: UInt8 = 2, index: [UInt8] = [0, 1, 3, 1, 1], gaps: [UInt8] = [0, 3, 1, 2],
    codebook: [UInt8] = [1, 16, 1, 0, 0x3C], codes: [UInt8] = [0, 0, 0]
  ) -> Chunk {
    Chunk(
      "LAYR",
      [0, coding, 2, 2, 2, 1, 2] + [UInt8](repeating: 0, count: 8) + index + gaps + codebook + codes
    )
  }
}
