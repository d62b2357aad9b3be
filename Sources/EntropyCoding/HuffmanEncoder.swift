/// Writes symbols as the codewords of one code.
public struct HuffmanEncoder: Sendable {
  private let code: CanonicalHuffmanCode

  public init(_ code: CanonicalHuffmanCode) { self.code = code }

  /// The codewords in order, the last byte filled up with zeros. Throws `symbolWithoutCodeword`.
  public func encode(_ symbols: ArraySlice<UInt16>) throws(EntropyCodingError) -> [UInt8] {
    if let lone = code.loneSymbol {
      if let stray = symbols.first(where: { $0 != lone }) {
        throw .symbolWithoutCodeword(symbol: Int(stray))
      }
      return []
    }
    let byteCount = (try bitCount(of: symbols) + 7) / 8
    // Stores write eight bytes at once.
    return [UInt8](unsafeUninitializedCapacity: byteCount + 8) { output, count in
      output.initialize(repeating: 0)
      if let base = output.baseAddress {
        writeCodewords(of: symbols, to: UnsafeMutableRawPointer(base))
      }
      count = byteCount
    }
  }

  private func bitCount(of symbols: ArraySlice<UInt16>) throws(EntropyCodingError) -> Int {
    var bits = 0
    var stray: UInt16?
    symbols.withUnsafeBufferPointer { symbols in
      code.lengths.withUnsafeBufferPointer { lengths in
        for symbol in symbols {
          guard Int(symbol) < lengths.count, lengths[Int(symbol)] > 0 else {
            stray = symbol
            return
          }
          bits &+= Int(lengths[Int(symbol)])
        }
      }
    }
    if let stray { throw .symbolWithoutCodeword(symbol: Int(stray)) }
    return bits
  }

  /// 3 codewords of at most 14 bits beside 7 bits left over fit 64: one unaligned store for every
  /// three symbols.
  private func writeCodewords(of symbols: ArraySlice<UInt16>, to output: UnsafeMutableRawPointer) {
    let table = zip(code.reversedCodewords, code.lengths).map { UInt32($0) | UInt32($1) << 16 }
    table.withUnsafeBufferPointer { table in
      symbols.withUnsafeBufferPointer { symbols in
        guard let table = table.baseAddress, let next = symbols.baseAddress else { return }
        var (pending, pendingBits, offset, index) = (UInt64(0), UInt64(0), 0, 0)
        while index < symbols.count {
          let end = min(index &+ 3, symbols.count)
          while index < end {
            let entry = table[Int(next[index])]
            pending |= UInt64(entry & 0xFFFF) &<< pendingBits
            pendingBits &+= UInt64(entry >> 16)
            index &+= 1
          }
          output.storeBytes(of: pending.littleEndian, toByteOffset: offset, as: UInt64.self)
          offset &+= Int(pendingBits >> 3)
          pending = pending &>> (pendingBits & ~7)
          pendingBits &= 7
        }
      }
    }
  }
}
