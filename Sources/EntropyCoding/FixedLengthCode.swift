/// Symbols as plain numbers of one width: what a network costs before Huffman coding.
enum FixedLengthCode {
  static let widest = 16

  static func encode(_ symbols: ArraySlice<UInt16>, bits: Int) throws(EntropyCodingError) -> [UInt8]
  {
    guard (0...widest).contains(bits) else { throw .codewordTooLong(bits: bits) }
    var writer = BitWriter()
    for symbol in symbols {
      guard Int(symbol) >> bits == 0 else {
        throw .symbolOutOfRange(symbol: Int(symbol), alphabetSize: 1 << bits)
      }
      writer.write(UInt32(symbol), bits: bits)
    }
    return writer.bytes()
  }

  /// Checks every length before it reserves room.
  static func decode(_ streams: [[UInt8]], counts: [Int], bits: Int) throws(EntropyCodingError)
    -> [UInt16]
  {
    guard (0...widest).contains(bits) else { throw .codewordTooLong(bits: bits) }
    for (stream, count) in zip(streams, counts) {
      let needed = (count * bits + 7) / 8
      if stream.count < needed { throw .streamTooShort(bytes: stream.count) }
      if stream.count > needed { throw .streamTooLong(usedBits: count * bits, bytes: stream.count) }
    }
    var symbols: [UInt16] = []
    symbols.reserveCapacity(counts.reduce(0, +))
    for (stream, count) in zip(streams, counts) {
      try checkPadding(of: stream, usedBits: count * bits)
      append(stream, count: count, bits: bits, to: &symbols)
    }
    return symbols
  }

  private static func checkPadding(of stream: [UInt8], usedBits: Int) throws(EntropyCodingError) {
    guard usedBits & 7 == 0 || stream[stream.count - 1] >> UInt8(usedBits & 7) == 0 else {
      throw .streamTooLong(usedBits: usedBits, bytes: stream.count)
    }
  }

  /// Four zero bytes behind the stream allow to load four bytes anywhere inside: 16 bits at any of
  /// 8 places fit them.
  private static func append(_ stream: [UInt8], count: Int, bits: Int, to symbols: inout [UInt16]) {
    let mask = (UInt32(1) << UInt32(bits)) - 1
    (stream + [0, 0, 0, 0]).withUnsafeBytes { raw in
      for index in 0..<count {
        let place = index &* bits
        let window = UInt32(
          littleEndian: raw.loadUnaligned(fromByteOffset: place &>> 3, as: UInt32.self))
        symbols.append(UInt16(truncatingIfNeeded: window &>> UInt32(place & 7) & mask))
      }
    }
  }
}
