import CKernels

/// Decodes by looking up the next bits: every pattern of the longest codeword's width knows the
/// symbols it starts with.
///
/// An entry gives up to two symbols, since two short codewords often fit one pattern; four streams
/// are decoded in turn, so that the processor works on one stream's look-up while it waits for
/// another's.
public struct HuffmanDecodingTable: Sendable {
  /// One word, as the kernel reads it: symbols, bits and count from bits 0, 32 and 48 on; and the
  /// bits of the first symbol alone from bit 40 on.
  struct Entry {
    var word: UInt64

    init(word: UInt64) { self.word = word }

    init(symbol: UInt16, bits: UInt8) {
      word = UInt64(symbol) | UInt64(bits) << 32 | UInt64(bits) << 40 | 1 << 48
    }

    /// This symbol and the next entry's first.
    mutating func append(_ next: Entry) {
      word =
        UInt64(first) | UInt64(next.first) << 16 | UInt64(bits + next.firstBits) << 32
        | UInt64(firstBits) << 40 | 2 << 48
    }

    var first: UInt16 { UInt16(truncatingIfNeeded: word) }
    /// Bits of the symbols in this entry together.
    var bits: UInt8 { UInt8(truncatingIfNeeded: word >> 32) }
    var firstBits: UInt8 { UInt8(truncatingIfNeeded: word >> 40) }
  }

  private let entries: [UInt64]
  private let width: Int
  private let loneSymbol: UInt16?

  public init(_ code: CanonicalHuffmanCode) {
    loneSymbol = code.loneSymbol
    let width = code.longestLength
    self.width = width
    let singles = Self.singleSymbolEntries(code, width: width)
    entries = singles.indices.map { pattern in
      var entry = singles[pattern]
      let next = singles[pattern >> Int(entry.bits)]
      if entry.bits > 0, Int(entry.bits) + Int(next.firstBits) <= width {
        entry.append(next)
      }
      return entry.word
    }
  }

  private static func singleSymbolEntries(_ code: CanonicalHuffmanCode, width: Int) -> [Entry] {
    var entries = [Entry](repeating: Entry(symbol: 0, bits: 0), count: 1 << width)
    for (symbol, length) in code.lengths.enumerated() where length > 0 {
      let entry = Entry(symbol: UInt16(symbol), bits: length)
      for pattern in stride(
        from: Int(code.reversedCodewords[symbol]), to: 1 << width, by: 1 << Int(length))
      {
        entries[pattern] = entry
      }
    }
    return entries
  }

  /// The symbols of all streams, one after the other; stream k holds `counts[k]` of them. Throws
  /// `streamTooShort` or `streamTooLong` unless each stream ends with its last symbol and zero
  /// padding.
  public func decode(_ streams: [[UInt8]], counts: [Int]) throws(EntropyCodingError) -> [UInt16] {
    precondition(streams.count == counts.count)
    let total = counts.reduce(0, +)
    if let loneSymbol {
      if let stray = streams.first(where: { !$0.isEmpty }) {
        throw .streamTooLong(usedBits: 0, bytes: stray.count)
      }
      return [UInt16](repeating: loneSymbol, count: total)
    }
    // A codeword has at least one bit: refuse absurd counts before reserving room for them.
    for (stream, count) in zip(streams, counts) where count > stream.count * 8 {
      throw .streamTooShort(bytes: stream.count)
    }
    return try decodeChecked(streams, counts: counts, total: total)
  }

  private func decodeChecked(
    _ streams: [[UInt8]], counts: [Int], total: Int
  ) throws(EntropyCodingError) -> [UInt16] {
    var bitPositions: [Int] = []
    let symbols = [UInt16](unsafeUninitializedCapacity: total) { output, initialized in
      if let base = output.baseAddress {
        bitPositions = Self.withCursors(streams, counts: counts, output: base) { run(&$0) }
      }
      initialized = total
    }
    for (stream, used) in zip(streams, bitPositions) {
      try Self.checkEnd(of: stream, usedBits: used)
    }
    return symbols
  }

  /// Calls `body` with one cursor a stream; gives the bits that each has taken.
  private static func withCursors(
    _ streams: [[UInt8]], counts: [Int], output: UnsafeMutablePointer<UInt16>,
    _ body: (inout [dcs_huffman_stream]) -> Void
  ) -> [Int] {
    var cursors: [dcs_huffman_stream] = []
    func open(_ index: Int, _ next: UnsafeMutablePointer<UInt16>) {
      guard index < streams.count else { return body(&cursors) }
      streams[index].withUnsafeBufferPointer { bytes in
        cursors.append(
          dcs_huffman_stream(
            bytes: bytes.baseAddress, byte_count: bytes.count, bit_position: 0, next: next,
            end: next + counts[index]))
        open(index + 1, next + counts[index])
      }
    }
    open(0, output)
    return cursors.map(\.bit_position)
  }

  private func run(_ cursors: inout [dcs_huffman_stream]) {
    entries.withUnsafeBufferPointer { entries in
      guard let table = entries.baseAddress else { return }
      if cursors.count == 4 { dcs_huffman_decode(table, width, &cursors) }
      for index in cursors.indices { cursors[index].finish(table, width: width) }
    }
  }

  private static func checkEnd(of stream: [UInt8], usedBits: Int) throws(EntropyCodingError) {
    guard usedBits <= stream.count * 8 else { throw .streamTooShort(bytes: stream.count) }
    let padding = stream.count * 8 - usedBits
    guard padding < 8, padding == 0 || stream[stream.count - 1] >> UInt8(8 - padding) == 0 else {
      throw .streamTooLong(usedBits: usedBits, bytes: stream.count)
    }
  }
}

extension dcs_huffman_stream {
  /// The next 57 or more bits; zeros from the end of the stream on.
  private var window: UInt64 {
    let offset = bit_position >> 3
    var word: UInt64 = 0
    if offset + 8 <= byte_count {
      word = UInt64(
        littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      )
    } else {
      for place in offset..<max(offset, byte_count) {
        word |= UInt64(bytes[place]) << UInt64(8 * (place - offset))
      }
    }
    return word >> UInt64(bit_position & 7)
  }

  /// The rest, symbol by symbol. A stream that ran out leaves its position behind its end, which
  /// the caller reports, and zeros for the symbols that it did not have.
  fileprivate mutating func finish(_ table: UnsafePointer<UInt64>, width: Int) {
    let mask = (1 as UInt64) << UInt64(width) - 1
    while next < end, bit_position <= byte_count * 8 {
      let entry = HuffmanDecodingTable.Entry(word: table[Int(window & mask)])
      next.initialize(to: entry.first)
      next += 1
      bit_position += Int(entry.firstBits)
    }
    if next < end {
      bit_position = byte_count * 8 + 1
      next.initialize(repeating: 0, count: end - next)
    }
  }
}
