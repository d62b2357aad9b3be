/// Symbols as plain numbers of one width: what a network costs before Huffman coding.
enum FixedLengthCode {
  static let widest = 16

  static func encode(_ symbols: ArraySlice<UInt16>, bits: Int) throws(EntropyCodingError) -> [UInt8] {
    guard (0...widest).contains(bits) else { throw .codewordTooLong(bits: bits) }
    var writer = BitWriter()
    for symbol in symbols {
      guard Int(symbol) >> bits == 0 else { throw .symbolOutOfRange(symbol: Int(symbol), alphabetSize: 1 << bits) }
      writer.write(UInt32(symbol), bits: bits)
    }
    return writer.bytes()
  }

  /// Checks every length before it reserves room.
  static func decode(_ streams: [[UInt8]], counts: [Int], bits: Int) throws(EntropyCodingError) -> [UInt16] {
    guard (0...widest).contains(bits) else { throw .codewordTooLong(bits: bits) }
    for (stream, count) in zip(streams, counts) {
      let needed = (count * bits + 7) / 8
      if stream.count < needed { throw .streamTooShort(bytes: stream.count) }
      if stream.count > needed { throw .streamTooLong(usedBits: count * bits, bytes: stream.count) }
    }
    var symbols: [UInt16] = []
    symbols.reserveCapacity(counts.reduce(0, +))
    for (stream, count) in zip(streams, counts) {
      var reader = BitReader(stream)
      for _ in 0..<count { symbols.append(UInt16(try reader.read(bits: bits))) }
      try reader.alignToByte()
    }
    return symbols
  }
}
