import EntropyCoding
import Testing

/// Symbols as plain numbers of one width, seen through `CodedSymbols`.
@Suite struct FixedLengthCodeTests {
  /// 5, 2, 7 in three bits each, lowest first: 101, 010, 111 is 1 1101 0101 from the right.
  @Test func bitsByHand() throws {
    let coded = try CodedSymbols(encoding: [5, 2, 7], with: .fixedLength(bits: 3))
    #expect(coded.streams == [[0b1101_0101, 0b1]])
  }

  @Test(arguments: 0...16) func everyWidthComesBack(_ bits: Int) throws {
    let largest = bits == 0 ? 0 : (1 << bits) - 1
    let symbols = (0..<300).map { UInt16($0 * 7919 & largest) } + [UInt16(largest)]
    let coded = try CodedSymbols(encoding: symbols, with: .fixedLength(bits: bits))
    #expect(coded.streams[0].count == (301 * bits + 7) / 8)
    #expect(try coded.decoded() == symbols)
  }

  @Test func refusals() throws {
    #expect(throws: EntropyCodingError.symbolOutOfRange(symbol: 8, alphabetSize: 8)) {
      try CodedSymbols(encoding: [8], with: .fixedLength(bits: 3))
    }
    #expect(throws: EntropyCodingError.codewordTooLong(bits: 17)) {
      try CodedSymbols(encoding: [1], with: .fixedLength(bits: 17))
    }
    func decoded(_ bytes: [UInt8]) throws -> [UInt16] {
      try CodedSymbols(code: .fixedLength(bits: 3), count: 3, streams: [bytes]).decoded()
    }
    #expect(throws: EntropyCodingError.streamTooShort(bytes: 1)) { try decoded([0]) }
    #expect(throws: EntropyCodingError.streamTooLong(usedBits: 9, bytes: 3)) {
      try decoded([0, 0, 0])
    }
    #expect(throws: EntropyCodingError.streamTooLong(usedBits: 9, bytes: 2)) {
      try decoded([0, 2])
    }
  }
}
