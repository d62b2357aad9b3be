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
    let stream = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
    }
    let table = HuffmanDecodingTable(try CanonicalHuffmanCode(lengths: [2, 2, 3, 3, 3, 4, 5, 5]))
    for count in 0...100 {
      if let symbols = try? table.decode([stream], counts: [count]) { #expect(symbols.count == count) }
    }
  }
}
