import EntropyCoding
import Testing

struct CanonicalHuffmanCodeTableTests {
  private func bytes(of code: CanonicalHuffmanCode) -> [UInt8] {
    var writer = BitWriter()
    code.writeTable(to: &writer)
    return writer.bytes()
  }

  @Test("A table worked out by hand: symbols 1 and 3 of one bit each")
  func handWorkedTable() throws {
    let code = try CanonicalHuffmanCode(lengths: [0, 1, 0, 1])
    // gamma(2) 01 0, gamma(3) 01 1, explicit 110 + length 1 (1000, low bit first), run 111 +
    // gamma(1) 1, again 0 bits in order: 010 011 110 1000 111 1 0 = 01001111 01000111 10
    #expect(bytes(of: code) == [0b1111_0010, 0b1110_0010, 0b01])
    #expect(code.tableBitCount == 18)
  }

  @Test("Reading gives the code back", arguments: 0..<60)
  func tableRoundTrips(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = Int.random(in: 2...600, using: &generator)
    var counts = (0..<alphabet).map { _ in
      Bool.random(using: &generator) ? Int.random(in: 1...10_000, using: &generator) : 0
    }
    counts[0] += 1
    let code = try #require(try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: counts)))
    var reader = BitReader(bytes(of: code))
    #expect(try CanonicalHuffmanCode(table: &reader, alphabetSize: alphabet) == code)
    try reader.alignToByte()
    #expect(reader.remainingBits == 0)
  }

  @Test func tableOfOneSymbolRoundTrips() throws {
    let code = CanonicalHuffmanCode(loneSymbol: 37)
    var reader = BitReader(bytes(of: code))
    #expect(try CanonicalHuffmanCode(table: &reader, alphabetSize: 64) == code)
    // gamma(38) = 11 bits, gamma(1) = 1 bit
    #expect(code.tableBitCount == 12)
  }

  @Test("A bell of 64 codes, as k-means gives: at most 3 bits a symbol")
  func tablesAreSmall() throws {
    let counts = (0..<64).map { 1 + 4000 * (32 - abs($0 - 32)) / 32 * (32 - abs($0 - 32)) / 32 }
    let code = try #require(try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: counts)))
    #expect(code.tableBitCount <= 3 * 64)
  }

  @Test func damagedTablesAreRefused() {
    func read(_ bits: [UInt32], alphabet: Int) throws {
      var writer = BitWriter()
      for bit in bits { writer.write(bit, bits: 1) }
      var reader = BitReader(writer.bytes())
      _ = try CanonicalHuffmanCode(table: &reader, alphabetSize: alphabet)
    }
    // first = 0, span = 2, alphabet 1
    #expect(throws: EntropyCodingError.malformedTable(reason: .symbolRangeTooLarge(symbols: 2))) {
      try read([1, 0, 1, 0], alphabet: 1)
    }
    // first = 0, span = 2, a run of 1 first
    #expect(throws: EntropyCodingError.malformedTable(reason: .rangeEndsUnused)) {
      try read([1, 0, 1, 0, 1, 1, 1, 1, 0], alphabet: 9)
    }
    // first = 0, span = 2: length 6, then a run of 1 that takes the last place
    #expect(throws: EntropyCodingError.malformedTable(reason: .zeroRunTooLong)) {
      try read([1, 0, 1, 0, 0, 1, 1, 1, 1], alphabet: 9)
    }
    // first = 0, span = 2: length 15
    #expect(throws: EntropyCodingError.malformedTable(reason: .lengthOutOfRange(15))) {
      try read([1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1], alphabet: 9)
    }
  }
}
