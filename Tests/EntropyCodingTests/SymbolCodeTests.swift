import EntropyCoding
import Testing

@Suite struct SymbolCodeTests {
  /// The last symbol in use decides: 5 needs three bits, 4 too, 3 two; nothing at all needs none.
  @Test(arguments: [
    ([0, 0, 0, 1, 0, 2], 3), ([1, 0, 0, 0, 9], 3), ([1, 1, 1, 1], 2), ([4], 0), ([0, 0], 0),
  ])
  func narrowest(_ counts: [Int], _ bits: Int) {
    #expect(SymbolCode.narrowest(for: SymbolHistogram(counts: counts)) == .fixedLength(bits: bits))
  }

  /// 45, 13, 12, 16, 9, 5 (Cormen et al., section 16.3): Huffman takes 224 bits of 300, but its
  /// table costs more than that for so few symbols; a hundred times as many pay for it.
  @Test func tablesMustPay() throws {
    let textbook = [45, 13, 12, 16, 9, 5]
    let many = SymbolHistogram(counts: textbook.map { 100 * $0 })
    guard case .huffman = try SymbolCode.smallest(for: many) else {
      Issue.record("Huffman is smaller")
      return
    }
    #expect(try SymbolCode.smallest(for: many).encodedBitCount(of: many) == 22_400)
    #expect(try SymbolCode.smallest(for: many).averageLength(over: many) == 2.24)
    let few = SymbolHistogram(counts: [1, 1, 1, 1])
    #expect(try SymbolCode.smallest(for: few) == .fixedLength(bits: 2))
  }

  /// Whatever is chosen takes no more than the other would, table included.
  @Test(arguments: [[1, 2], [1, 100], [10, 10, 10], [1000, 1, 1, 1], [3, 0, 0, 0, 0, 0, 0, 9]])
  func theSmallestIsNoLarger(_ counts: [Int]) throws {
    let histogram = SymbolHistogram(counts: counts)
    func bits(_ code: SymbolCode) throws -> Int {
      try code.tableBitCount + code.encodedBitCount(of: histogram)
    }
    let chosen = try bits(.smallest(for: histogram))
    #expect(chosen <= (try bits(.narrowest(for: histogram))))
    if let huffman = try CanonicalHuffmanCode(optimalFor: histogram) {
      #expect(chosen <= (try bits(.huffman(huffman))))
    }
  }

  /// The bits of a symbol times how often it occurs are those of all symbols.
  @Test func bitsOfOneSymbol() throws {
    let histogram = SymbolHistogram(counts: [4500, 1300, 1200, 1600, 900, 500])
    let huffman = try SymbolCode.smallest(for: histogram)
    for code in [huffman, .fixedLength(bits: 3)] {
      let total = histogram.counts.enumerated().reduce(0) {
        $0 + $1.element * code.bitCount(of: $1.offset)
      }
      #expect(total == (try code.encodedBitCount(of: histogram)))
    }
    #expect((0..<6).map { huffman.bitCount(of: $0) } == [1, 3, 3, 3, 4, 4])
    #expect(huffman.bitCount(of: 6) == 0)
  }

  @Test func nothingHasNoLength() throws {
    let empty = SymbolHistogram(counts: [0, 0])
    #expect(try SymbolCode.fixedLength(bits: 5).averageLength(over: empty) == 0)
  }
}
