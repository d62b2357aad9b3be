import EntropyCoding
import Testing

struct HuffmanDecodingTableTests {
  /// The obvious decoder, bit by bit: numbers codewords of each length as the canonical rule says.
  private func decodeBitByBit(_ stream: [UInt8], count: Int, lengths: [UInt8]) throws -> [UInt16] {
    var reader = BitReader(stream)
    var symbols: [UInt16] = []
    while symbols.count < count {
      var (codeword, first, length) = (0, 0, 0)
      var candidates: [Int] = []
      repeat {
        codeword = codeword << 1 | Int(try reader.read(bits: 1))
        first = (first + candidates.count) << 1
        length += 1
        candidates = lengths.indices.filter { lengths[$0] == UInt8(length) }
      } while codeword - first >= candidates.count
      symbols.append(UInt16(candidates[codeword - first]))
    }
    return symbols
  }

  @Test("The look-up decoder agrees with decoding bit by bit", arguments: 0..<20)
  func agreesWithTheNaiveDecoder(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let alphabet = Int.random(in: 2...80, using: &generator)
    let symbols = generator.geometric(count: 2000, ratio: 0.85, alphabet: alphabet)
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: alphabet)
    let code = try #require(try CanonicalHuffmanCode(optimalFor: histogram))
    let stream = try HuffmanEncoder(code).encode(symbols[...])
    #expect(try decodeBitByBit(stream, count: 2000, lengths: code.lengths) == symbols)
    #expect(try HuffmanDecodingTable(code).decode([stream], counts: [2000]) == symbols)
  }

  @Test("Random bytes are decoded or refused, never worse", arguments: 0..<200)
  func garbageNeverTraps(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let stream = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    let table = HuffmanDecodingTable(try CanonicalHuffmanCode(lengths: [2, 2, 3, 3, 3, 4, 5, 5]))
    for count in 0...100 {
      if let symbols = try? table.decode([stream], counts: [count]) {
        #expect(symbols.count == count)
      }
    }
  }

  /// Alphabets whose longest codewords take five and four look-ups a load; streams that end at
  /// different times.
  @Test("Four streams side by side give what each gives alone", arguments: [2, 16, 80, 700])
  func fourStreams(alphabet: Int) throws {
    var generator = SeededGenerator(seed: 7)
    let symbols = generator.geometric(
      count: 40_000, ratio: alphabet > 512 ? 0.995 : 0.8, alphabet: alphabet)
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: alphabet)
    let code = try #require(try CanonicalHuffmanCode(optimalFor: histogram))
    let table = HuffmanDecodingTable(code)
    for counts in [
      [10_000, 10_000, 10_000, 10_000], [9_000, 11_000, 5, 19_995], [0, 1, 2, 3],
      [39_997, 1, 1, 1],
    ] {
      var start = 0
      let streams = try counts.map { count in
        defer { start += count }
        return try HuffmanEncoder(code).encode(symbols[start..<start + count])
      }
      #expect(try table.decode(streams, counts: counts) == Array(symbols[..<start]))
      #expect(
        try zip(streams, counts).flatMap { try table.decode([$0], counts: [$1]) }
          == Array(symbols[..<start]))
    }
  }

  @Test("Four streams of random bytes are decoded or refused alike", arguments: 0..<50)
  func fourStreamsOfGarbage(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let streams = (0..<4).map { _ in
      (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
    }
    let table = HuffmanDecodingTable(try CanonicalHuffmanCode(lengths: [2, 2, 3, 3, 3, 4, 5, 5]))
    for count in 0...200 {
      let counts = [Int](repeating: count, count: 4)
      let together = try? table.decode(streams, counts: counts)
      let alone = try? zip(streams, counts).flatMap { try table.decode([$0], counts: [$1]) }
      #expect(together == alone)
    }
  }
}
