import EntropyCoding
import Testing

struct CodedSymbolsTests {
  @Test(
    "Decoding gives the symbols back, in the bits that were announced",
    arguments: [0, 1, 2, 7, 8, 9, 1000, 65_535, 65_536, 65_537, 200_003], [0.0, 0.5, 0.95])
  func encodeThenDecodeIsIdentity(count: Int, ratio: Double) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let symbols = generator.geometric(count: count, ratio: ratio, alphabet: 300)
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: 300)
    for code in [try SymbolCode.smallest(for: histogram), .narrowest(for: histogram)] {
      let coded = try CodedSymbols(encoding: symbols, with: code)
      #expect(try coded.decoded() == symbols)
      #expect(coded.streams.count == (count < 65_536 ? 1 : 4))
      let bits = try code.encodedBitCount(of: histogram)
      let bytes = coded.streams.reduce(0) { $0 + $1.count }
      #expect(bytes * 8 >= bits && bytes * 8 < bits + 8 * coded.streams.count)
    }
  }

  @Test("All lengths up to 14 bits occur and come back")
  func longCodewordsComeBack() throws {
    var counts = [1, 1]
    while counts.count < 15 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    let code = try #require(
      try CanonicalHuffmanCode(optimalFor: SymbolHistogram(counts: counts), lengthLimit: 14))
    #expect(code.longestLength == 14)
    var generator = SeededGenerator(seed: 4)
    let symbols = (0..<300_000).map { _ in UInt16.random(in: 0..<15, using: &generator) }
    #expect(try CodedSymbols(encoding: symbols, with: .huffman(code)).decoded() == symbols)
  }

  @Test("A whole 4096-symbol alphabet")
  func wideAlphabetComesBack() throws {
    var generator = SeededGenerator(seed: 5)
    let symbols = (0..<70_000).map { _ in UInt16.random(in: 0..<4096, using: &generator) }
    let code = try SymbolCode.smallest(for: SymbolHistogram(counting: symbols, alphabetSize: 4096))
    #expect(try CodedSymbols(encoding: symbols, with: code).decoded() == symbols)
  }

  @Test func repeatedSymbolTakesNoBytes() throws {
    let code = SymbolCode.huffman(CanonicalHuffmanCode(loneSymbol: 7))
    let coded = try CodedSymbols(encoding: [UInt16](repeating: 7, count: 1000), with: code)
    #expect(coded.streams == [[]])
    #expect(try coded.decoded() == [UInt16](repeating: 7, count: 1000))
  }

  @Test func unknownSymbolsAreRefused() throws {
    let code = SymbolCode.huffman(try CanonicalHuffmanCode(lengths: [1, 0, 1]))
    #expect(throws: EntropyCodingError.symbolWithoutCodeword(symbol: 1)) {
      try CodedSymbols(encoding: [0, 1], with: code)
    }
    #expect(throws: EntropyCodingError.symbolOutOfRange(symbol: 4, alphabetSize: 4)) {
      try CodedSymbols(encoding: [4], with: .fixedLength(bits: 2))
    }
  }

  @Test(
    "Streams that are too short, too long, or padded with ones are refused, at every length",
    arguments: [50, 70_000])
  func wrongLengthsAreRefused(count: Int) throws {
    var generator = SeededGenerator(seed: 6)
    let symbols = generator.geometric(count: count, ratio: 0.7, alphabet: 40)
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: 40)
    for code in [try SymbolCode.smallest(for: histogram), .narrowest(for: histogram)] {
      let coded = try CodedSymbols(encoding: symbols, with: code)
      for stream in coded.streams.indices {
        for change in [Array(coded.streams[stream].dropLast()), coded.streams[stream] + [0], []] {
          var streams = coded.streams
          streams[stream] = change
          let damaged = try CodedSymbols(code: code, count: count, streams: streams)
          #expect(throws: EntropyCodingError.self) { try damaged.decoded() }
        }
      }
    }
  }

  @Test("An absurd count is refused before memory is reserved")
  func absurdCountsAreRefused() throws {
    let code = SymbolCode.huffman(try CanonicalHuffmanCode(lengths: [1, 1]))
    let coded = try CodedSymbols(code: code, count: 1 << 40, streams: [[1], [1], [1], [1]])
    #expect(throws: EntropyCodingError.streamTooShort(bytes: 1)) { try coded.decoded() }
  }

  @Test func streamCountMustFit() {
    #expect(throws: EntropyCodingError.wrongStreamCount(expected: 1, found: 2)) {
      try CodedSymbols(code: .fixedLength(bits: 1), count: 8, streams: [[1], [1]])
    }
  }
}
