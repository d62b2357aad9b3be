import EntropyCoding
import Testing

struct CanonicalHuffmanCodeTests {
  @Test("RFC 1951, section 3.2.2: lengths (3,3,3,3,3,2,4,4) give 010 011 100 101 110 00 1110 1111")
  func exampleOfDeflate() throws {
    let code = try CanonicalHuffmanCode(lengths: [3, 3, 3, 3, 3, 2, 4, 4])
    let codewords = ["010", "011", "100", "101", "110", "00", "1110", "1111"]
    for (symbol, codeword) in codewords.enumerated() {
      let byte = try HuffmanEncoder(code).encode([UInt16(symbol)])[0]
      let bits = (0..<codeword.count).map { byte >> UInt8($0) & 1 == 1 ? "1" : "0" }.joined()
      #expect(bits == codeword)
    }
  }

  @Test func kraftSumMustBeOne() {
    #expect(throws: EntropyCodingError.kraftSumExceeded) {
      try CanonicalHuffmanCode(lengths: [1, 1, 1])
    }
    #expect(throws: EntropyCodingError.kraftSumIncomplete) {
      try CanonicalHuffmanCode(lengths: [1, 2])
    }
    #expect(throws: EntropyCodingError.kraftSumIncomplete) { try CanonicalHuffmanCode(lengths: []) }
    #expect(throws: EntropyCodingError.codewordTooLong(bits: 15)) {
      try CanonicalHuffmanCode(lengths: [15])
    }
  }

  @Test func encodedBitCountCountsCodewords() throws {
    let code = try CanonicalHuffmanCode(lengths: [1, 2, 3, 3])
    #expect(
      try code.encodedBitCount(of: SymbolHistogram(counts: [10, 5, 2, 1])) == 10 + 10 + 6 + 3)
    #expect(throws: EntropyCodingError.symbolWithoutCodeword(symbol: 4)) {
      try code.encodedBitCount(of: SymbolHistogram(counts: [1, 0, 0, 0, 1]))
    }
  }

  @Test func nothingHasNoCode() throws {
    #expect(try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: [0, 0])) == nil)
  }
}
