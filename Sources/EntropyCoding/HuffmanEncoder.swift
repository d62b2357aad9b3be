/// Writes symbols as the codewords of one code.
public struct HuffmanEncoder: Sendable {
  private let code: CanonicalHuffmanCode

  public init(_ code: CanonicalHuffmanCode) { self.code = code }

  /// The codewords in order, the last byte filled up with zeros. Throws `symbolWithoutCodeword`.
  public func encode(_ symbols: ArraySlice<UInt16>) throws(EntropyCodingError) -> [UInt8] {
    try checkSymbols(symbols)
    if code.loneSymbol != nil { return [] }
    let bitCount = symbols.withUnsafeBufferPointer { symbols in
      code.lengths.withUnsafeBufferPointer { lengths in symbols.reduce(0) { $0 + Int(lengths[Int($1)]) } }
    }
    let byteCount = (bitCount + 7) / 8
    let slack = 8
    let padded = [UInt8](unsafeUninitializedCapacity: byteCount + slack) { output, count in
      output.initialize(repeating: 0)
      if let base = output.baseAddress { writeCodewords(of: symbols, to: UnsafeMutableRawPointer(base)) }
      count = byteCount
    }
    return padded
  }

  /// 3 codewords of at most 14 bits beside 7 bits left over fit 64: one unaligned store for every three symbols.
  private func writeCodewords(of symbols: ArraySlice<UInt16>, to output: UnsafeMutableRawPointer) {
    symbols.withUnsafeBufferPointer { symbols in
      code.lengths.withUnsafeBufferPointer { lengths in
        code.reversedCodewords.withUnsafeBufferPointer { codewords in
          var (pending, pendingBits, offset) = (UInt64(0), UInt64(0), 0)
          for (index, symbol) in symbols.enumerated() {
            pending |= UInt64(codewords[Int(symbol)]) &<< pendingBits
            pendingBits &+= UInt64(lengths[Int(symbol)])
            guard index % 3 == 2 || index == symbols.count - 1 else { continue }
            output.storeBytes(of: pending.littleEndian, toByteOffset: offset, as: UInt64.self)
            offset &+= Int(pendingBits >> 3)
            pending = pending &>> (pendingBits & ~7)
            pendingBits &= 7
          }
        }
      }
    }
  }

  private func checkSymbols(_ symbols: ArraySlice<UInt16>) throws(EntropyCodingError) {
    let hasCodeword = (0..<code.lengths.count).map(code.hasCodeword)
    let stray = symbols.withUnsafeBufferPointer { symbols in
      hasCodeword.withUnsafeBufferPointer { hasCodeword in
        symbols.first { Int($0) >= hasCodeword.count || !hasCodeword[Int($0)] }
      }
    }
    if let stray { throw .symbolWithoutCodeword(symbol: Int(stray)) }
  }
}
