import EntropyCoding
import Testing

@Suite struct HuffmanEncoderTests {
  /// Lengths 1, 2, 2 give the codewords 0, 10, 11; the first bit of a codeword is the lowest of the
  /// byte that is free: 10 11 0 0 is 1 + 4 + 8, and the rest zeros.
  @Test func codewordsFillBytesFromTheLowestBit() throws {
    let code = try #require(
      try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: [2, 1, 1])))
    #expect(code.lengths == [1, 2, 2])
    #expect(try HuffmanEncoder(code).encode([1, 2, 0, 0]) == [0b0000_1101])
    #expect(try HuffmanEncoder(code).encode([0, 0, 0, 0, 0, 0, 0, 0, 2]) == [0, 0b11])
    #expect(try HuffmanEncoder(code).encode([]) == [])
  }

  /// As many bytes as the codewords need.
  @Test(arguments: [1, 2, 3, 7, 8, 9, 1000, 4097]) func lengthIsThatOfTheCodewords(_ count: Int)
    throws
  {
    let symbols = (0..<count).map { UInt16($0 * $0 % 7) }
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: 7)
    let code = try #require(try CanonicalHuffmanCode(optimalFor: histogram))
    let bits = try code.encodedBitCount(of: histogram)
    #expect(try HuffmanEncoder(code).encode(symbols[...]).count == (bits + 7) / 8)
  }

  @Test func strangersAreRefused() throws {
    let code = try #require(
      try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: [2, 0, 1, 1])))
    for stray in [1, 4, 65_535] as [UInt16] {
      #expect(throws: EntropyCodingError.symbolWithoutCodeword(symbol: Int(stray))) {
        try HuffmanEncoder(code).encode([0, stray])
      }
    }
  }

  /// A lone symbol takes no bits at all.
  @Test func aLoneSymbolIsFree() throws {
    let code = try #require(
      try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: [0, 0, 5])))
    #expect(try HuffmanEncoder(code).encode([2, 2, 2]) == [])
    #expect(throws: EntropyCodingError.symbolWithoutCodeword(symbol: 1)) {
      try HuffmanEncoder(code).encode([2, 1])
    }
  }
}
