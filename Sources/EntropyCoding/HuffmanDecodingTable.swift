/// Decodes by looking up the next bits: every pattern of the longest codeword's width knows the symbols it starts with.
///
/// An entry gives up to two symbols, since two short codewords often fit one pattern; four streams are decoded in turn,
/// so that the processor works on one stream's look-up while it waits for another's.
public struct HuffmanDecodingTable: Sendable {
  struct Entry {
    var first: UInt16
    var second: UInt16
    /// Bits of the symbols in this entry together.
    var bits: UInt8
    /// 1 or 2.
    var count: UInt8
    var firstBits: UInt8
  }

  private let entries: [Entry]
  private let mask: UInt64
  private let loneSymbol: UInt16?

  public init(_ code: CanonicalHuffmanCode) {
    loneSymbol = code.loneSymbol
    let width = code.longestLength
    mask = (1 << UInt64(width)) - 1
    let singles = Self.singleSymbolEntries(code, width: width)
    entries = singles.indices.map { pattern in
      var entry = singles[pattern]
      let next = singles[pattern >> Int(entry.bits)]
      if entry.bits > 0, Int(entry.bits) + Int(next.firstBits) <= width {
        entry.second = next.first
        entry.bits += next.firstBits
        entry.count = 2
      }
      return entry
    }
  }

  private static func singleSymbolEntries(_ code: CanonicalHuffmanCode, width: Int) -> [Entry] {
    var entries = [Entry](
      repeating: Entry(first: 0, second: 0, bits: 0, count: 1, firstBits: 0), count: 1 << width)
    for (symbol, length) in code.lengths.enumerated() where length > 0 {
      let entry = Entry(first: UInt16(symbol), second: 0, bits: length, count: 1, firstBits: length)
      for pattern in stride(from: Int(code.reversedCodewords[symbol]), to: 1 << width, by: 1 << Int(length)) {
        entries[pattern] = entry
      }
    }
    return entries
  }

  /// The symbols of all streams, one after the other; stream k holds `counts[k]` of them.
  /// Throws `streamTooShort` or `streamTooLong` unless each stream ends with its last symbol and zero padding.
  public func decode(_ streams: [[UInt8]], counts: [Int]) throws(EntropyCodingError) -> [UInt16] {
    precondition(streams.count == counts.count)
    let total = counts.reduce(0, +)
    if let loneSymbol {
      if let stray = streams.first(where: { !$0.isEmpty }) { throw .streamTooLong(usedBits: 0, bytes: stray.count) }
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
      output.initialize(repeating: 0)
      initialized = total
      var start = 0
      var cursors = zip(streams, counts).map { stream, count in
        defer { start += count }
        return Cursor(stream: stream, output: start..<start + count)
      }
      run(&cursors, output: output)
      bitPositions = cursors.map(\.bitPosition)
    }
    for (stream, used) in zip(streams, bitPositions) { try Self.checkEnd(of: stream, usedBits: used) }
    return symbols
  }

  private func run(_ cursors: inout [Cursor], output: UnsafeMutableBufferPointer<UInt16>) {
    entries.withUnsafeBufferPointer { entries in
      guard let table = entries.baseAddress, let out = output.baseAddress else { return }
      if cursors.count == 4 {
        var (a, b, c, d) = (cursors[0], cursors[1], cursors[2], cursors[3])
        while a.hasRoom && b.hasRoom && c.hasRoom && d.hasRoom {
          a.refill()
          b.refill()
          c.refill()
          d.refill()
          for _ in 0..<4 {
            a.lookUp(table, mask, out)
            b.lookUp(table, mask, out)
            c.lookUp(table, mask, out)
            d.lookUp(table, mask, out)
          }
        }
        cursors = [a, b, c, d]
      }
      for index in cursors.indices { cursors[index].finish(table, mask, out) }
    }
  }

  private static func checkEnd(of stream: [UInt8], usedBits: Int) throws(EntropyCodingError) {
    guard usedBits <= stream.count * 8 else { throw .streamTooShort(bytes: stream.count) }
    let padding = stream.count * 8 - usedBits
    guard padding < 8, padding == 0 || stream[stream.count - 1] >> UInt8(8 - padding) == 0 else {
      throw .streamTooLong(usedBits: usedBits, bytes: stream.count)
    }
  }

  /// The place in one stream and in its part of the output.
  private struct Cursor {
    /// The stream with eight zero bytes after its end, so that eight bytes can be loaded anywhere inside.
    let padded: [UInt8]
    let lastLoad: Int
    var bitPosition = 0
    var next: Int
    let end: Int
    var window: UInt64 = 0

    init(stream: [UInt8], output: Range<Int>) {
      padded = stream + [UInt8](repeating: 0, count: 8)
      lastLoad = stream.count * 8
      (next, end) = (output.lowerBound, output.upperBound)
    }

    /// Four look-ups write at most eight symbols and use at most 56 bits.
    var hasRoom: Bool { next &+ 8 <= end && bitPosition <= lastLoad }

    @inline(__always)
    mutating func refill() {
      let position = bitPosition
      window = padded.withUnsafeBytes {
        UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position &>> 3, as: UInt64.self)) &>> UInt64(position & 7)
      }
    }

    @inline(__always)
    mutating func lookUp(_ table: UnsafePointer<Entry>, _ mask: UInt64, _ out: UnsafeMutablePointer<UInt16>) {
      let entry = table[Int(window & mask)]
      out[next] = entry.first
      out[next &+ 1] = entry.second
      next &+= Int(entry.count)
      window = window &>> UInt64(entry.bits)
      bitPosition &+= Int(entry.bits)
    }

    /// The rest: as above while there is room, then symbol by symbol. A stream that ran out leaves its position behind
    /// its end, which the caller reports.
    mutating func finish(_ table: UnsafePointer<Entry>, _ mask: UInt64, _ out: UnsafeMutablePointer<UInt16>) {
      while hasRoom {
        refill()
        for _ in 0..<4 { lookUp(table, mask, out) }
      }
      while next < end, bitPosition <= lastLoad {
        refill()
        let entry = table[Int(window & mask)]
        out[next] = entry.first
        next += 1
        bitPosition += Int(entry.firstBits)
      }
      if next < end { bitPosition = lastLoad + 1 }
    }
  }
}
