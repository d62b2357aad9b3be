/// A complete prefix code that its codeword lengths describe in full.
///
/// Codewords are numbered by length, then by symbol: the first of the shortest is all zeros, the
/// next is one more, and each step to a longer length appends a zero. Their most significant bit is
/// sent first. An alphabet with one used symbol has a codeword of no bits: repeating it costs
/// nothing.
public struct CanonicalHuffmanCode: Sendable, Equatable {
  /// Bits of each symbol's codeword; 0 where it has none (or where it is the only one).
  public let lengths: [UInt8]
  /// The symbol of a code that knows only one.
  public let loneSymbol: UInt16?
  /// Codewords with their first bit in the least significant place, ready for `BitWriter`.
  let reversedCodewords: [UInt16]

  /// Throws `codewordTooLong`, `kraftSumExceeded` or `kraftSumIncomplete`.
  public init(lengths: [UInt8]) throws(EntropyCodingError) {
    if let long = lengths.first(where: { $0 > HuffmanCodeLengths.longest }) {
      throw .codewordTooLong(bits: Int(long))
    }
    guard lengths.count <= 1 << 16 else {
      throw .symbolOutOfRange(symbol: lengths.count - 1, alphabetSize: 1 << 16)
    }
    try Self.checkKraftSum(lengths)
    self.lengths = lengths
    loneSymbol = nil
    reversedCodewords = Self.codewords(lengths)
  }

  /// The code of an alphabet in which only `loneSymbol` occurs.
  public init(loneSymbol: UInt16) {
    lengths = [UInt8](repeating: 0, count: Int(loneSymbol) + 1)
    self.loneSymbol = loneSymbol
    reversedCodewords = [UInt16](repeating: 0, count: lengths.count)
  }

  /// The code with the fewest bits for these counts; nil when nothing occurs.
  /// `lengthLimit` nil takes `HuffmanCodeLengths.defaultLimit`.
  public init?(optimalFor histogram: SymbolHistogram, lengthLimit: Int? = nil)
    throws(EntropyCodingError)
  {
    let used = histogram.usedSymbols
    guard let first = used.first, let last = used.last else { return nil }
    guard last < 1 << 16 else { throw .symbolOutOfRange(symbol: last, alphabetSize: 1 << 16) }
    guard used.count > 1 else {
      self.init(loneSymbol: UInt16(first))
      return
    }
    let limit = lengthLimit ?? HuffmanCodeLengths.defaultLimit(usedSymbols: used.count)
    let lengths = try HuffmanCodeLengths.optimal(for: histogram, limit: limit)
    try self.init(lengths: Array(lengths.prefix(last + 1)))
  }

  public var longestLength: Int { Int(lengths.max() ?? 0) }

  public func hasCodeword(for symbol: Int) -> Bool {
    symbol < lengths.count && (lengths[symbol] > 0 || loneSymbol.map(Int.init) == symbol)
  }

  /// Bits of all symbols of the histogram together. Throws `symbolWithoutCodeword`.
  public func encodedBitCount(of histogram: SymbolHistogram) throws(EntropyCodingError) -> Int {
    var bits = 0
    for symbol in histogram.usedSymbols {
      guard hasCodeword(for: symbol) else { throw .symbolWithoutCodeword(symbol: symbol) }
      bits += histogram.counts[symbol] * Int(lengths[symbol])
    }
    return bits
  }

  /// The sum of 2^-length must be 1: less wastes patterns, more cannot be decoded (Kraft and
  /// McMillan).
  private static func checkKraftSum(_ lengths: [UInt8]) throws(EntropyCodingError) {
    let whole = 1 << HuffmanCodeLengths.longest
    let sum = lengths.reduce(0) { $1 == 0 ? $0 : $0 + (whole >> Int($1)) }
    if sum > whole { throw .kraftSumExceeded }
    if sum < whole { throw .kraftSumIncomplete }
  }

  private static func codewords(_ lengths: [UInt8]) -> [UInt16] {
    var reversed = [UInt16](repeating: 0, count: lengths.count)
    var next: UInt16 = 0
    for length in 1...UInt8(HuffmanCodeLengths.longest) {
      for symbol in lengths.indices where lengths[symbol] == length {
        reversed[symbol] = reverse(next, bits: Int(length))
        next &+= 1
      }
      next &<<= 1
    }
    return reversed
  }

  private static func reverse(_ codeword: UInt16, bits: Int) -> UInt16 {
    (0..<bits).reduce(0) { $0 << 1 | (codeword >> UInt16($1) & 1) }
  }
}
