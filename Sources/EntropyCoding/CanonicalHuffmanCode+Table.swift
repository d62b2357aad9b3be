/// The code as a few bits in front of its streams.
///
/// Neighbouring symbols (centroids in ascending order, gaps of similar size) have nearly the same
/// frequency, so lengths are told as steps from the last one. Bits, in `BitWriter` order:
///
///     table  = gamma(first + 1) gamma(last - first + 1) [ item ... ]     no items when first =
///     last
///     item   = 0                    the length of the last used symbol again (6 before the first)
///            | 1 0 0 | 1 0 1        that length + 1 | - 1
///            | 1 1 0 length:4       this length, 1...14
///            | 1 1 1 gamma(n)       n symbols without codewords
///
/// `first` and `last` are the first and last symbol that have codewords. Rejected: 4 bits for each
/// length (twice the size on weight codes), a second Huffman code over the lengths as in DEFLATE
/// (larger for these small alphabets).
extension CanonicalHuffmanCode {
  private static let assumedLength = 6

  /// Bits that `writeTable` writes.
  public var tableBitCount: Int {
    var writer = BitWriter()
    writeTable(to: &writer)
    return writer.bitCount
  }

  public func writeTable(to writer: inout BitWriter) {
    let used = loneSymbol.map { [Int($0)] } ?? lengths.indices.filter { lengths[$0] > 0 }
    guard let first = used.first, let last = used.last else { return }
    writer.writeGamma(first + 1)
    writer.writeGamma(last - first + 1)
    var (symbol, previous) = (first, Self.assumedLength)
    for next in used where loneSymbol == nil {
      writeUnusedRun(next - symbol, to: &writer)
      writeLength(Int(lengths[next]), after: previous, to: &writer)
      (symbol, previous) = (next + 1, Int(lengths[next]))
    }
  }

  private func writeUnusedRun(_ count: Int, to writer: inout BitWriter) {
    guard count > 0 else { return }
    writer.write(0b111, bits: 3)
    writer.writeGamma(count)
  }

  private func writeLength(_ length: Int, after previous: Int, to writer: inout BitWriter) {
    switch length - previous {
    case 0: writer.write(0, bits: 1)
    case 1: writer.write(0b001, bits: 3)
    case -1: writer.write(0b101, bits: 3)
    default:
      writer.write(0b011, bits: 3)
      writer.write(UInt32(length), bits: 4)
    }
  }

  /// Reads a table for an alphabet of `alphabetSize` symbols. Throws `malformedTable`,
  /// `kraftSum...`, `streamTooShort`.
  public init(table reader: inout BitReader, alphabetSize: Int) throws(EntropyCodingError) {
    let first = try reader.readGamma() - 1
    let span = try reader.readGamma()
    guard first + span <= min(alphabetSize, 1 << 16) else {
      throw .malformedTable(reason: .symbolRangeTooLarge(symbols: first + span))
    }
    guard span > 1 else {
      self.init(loneSymbol: UInt16(first))
      return
    }
    try self.init(lengths: Self.readLengths(from: &reader, first: first, end: first + span))
  }

  private static func readLengths(
    from reader: inout BitReader, first: Int, end: Int
  ) throws(EntropyCodingError) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: first)
    var previous = assumedLength
    while lengths.count < end {
      if let run = try readUnusedRun(from: &reader, previous: &previous) {
        guard run < end - lengths.count else { throw .malformedTable(reason: .zeroRunTooLong) }
        guard lengths.count > first else { throw .malformedTable(reason: .rangeEndsUnused) }
        lengths += [UInt8](repeating: 0, count: run)
      } else {
        guard (1...HuffmanCodeLengths.longest).contains(previous) else {
          throw .malformedTable(reason: .lengthOutOfRange(previous))
        }
        lengths.append(UInt8(previous))
      }
    }
    return lengths
  }

  /// One item: either the length of a run of unused symbols, or nil with `previous` set to the next
  /// length.
  private static func readUnusedRun(
    from reader: inout BitReader, previous: inout Int
  ) throws(EntropyCodingError) -> Int? {
    guard try reader.read(bits: 1) == 1 else { return nil }
    switch try reader.read(bits: 2) {
    case 0b00: previous += 1
    case 0b10: previous -= 1
    case 0b01: previous = Int(try reader.read(bits: 4))
    default: return try reader.readGamma()
    }
    return nil
  }
}
