/// How symbols become bits: plain numbers of one width, or Huffman codewords.
public enum SymbolCode: Sendable, Equatable {
  /// Every symbol takes `bits` bits, 0...16, least significant first.
  case fixedLength(bits: Int)
  case huffman(CanonicalHuffmanCode)

  /// The narrowest fixed-length code for symbols up to the histogram's last one in use.
  public static func narrowest(for histogram: SymbolHistogram) -> SymbolCode {
    let last = histogram.usedSymbols.last ?? 0
    return .fixedLength(bits: Int.bitWidth - last.leadingZeroBitCount)
  }

  /// Whichever takes fewer bits, table included: Huffman or a fixed length (which wins for very few
  /// symbols).
  public static func smallest(for histogram: SymbolHistogram) throws(EntropyCodingError)
    -> SymbolCode
  {
    let plain = narrowest(for: histogram)
    guard let huffman = try CanonicalHuffmanCode(optimalFor: histogram).map(SymbolCode.huffman)
    else { return plain }
    let huffmanBits = try huffman.tableBitCount + huffman.encodedBitCount(of: histogram)
    return try huffmanBits < plain.tableBitCount + plain.encodedBitCount(of: histogram)
      ? huffman : plain
  }

  /// Bits that describe the code in front of its streams. A fixed length takes one byte.
  public var tableBitCount: Int {
    switch self {
    case .fixedLength: 8
    case .huffman(let code): code.tableBitCount
    }
  }

  /// Bits of one symbol; 0 when the code has no codeword for it.
  public func bitCount(of symbol: Int) -> Int {
    switch self {
    case .fixedLength(let bits): bits
    case .huffman(let code): symbol < code.lengths.count ? Int(code.lengths[symbol]) : 0
    }
  }

  /// Bits of all symbols of the histogram together, without padding.
  public func encodedBitCount(of histogram: SymbolHistogram) throws(EntropyCodingError) -> Int {
    switch self {
    case .fixedLength(let bits): return histogram.total * bits
    case .huffman(let code): return try code.encodedBitCount(of: histogram)
    }
  }

  /// Bits a symbol in the mean over the histogram; 0 when it is empty.
  public func averageLength(over histogram: SymbolHistogram) throws(EntropyCodingError) -> Double {
    let total = histogram.total
    return total == 0 ? 0 : Double(try encodedBitCount(of: histogram)) / Double(total)
  }

  func encode(_ symbols: ArraySlice<UInt16>) throws(EntropyCodingError) -> [UInt8] {
    switch self {
    case .fixedLength(let bits): return try FixedLengthCode.encode(symbols, bits: bits)
    case .huffman(let code): return try HuffmanEncoder(code).encode(symbols)
    }
  }

  func decode(_ streams: [[UInt8]], counts: [Int]) throws(EntropyCodingError) -> [UInt16] {
    switch self {
    case .fixedLength(let bits):
      return try FixedLengthCode.decode(streams, counts: counts, bits: bits)
    case .huffman(let code): return try HuffmanDecodingTable(code).decode(streams, counts: counts)
    }
  }
}
