import EntropyCoding
import Testing

struct HuffmanCodeLengthsTests {
  @Test(
    """
    The textbook example: a 45, b 13, c 12, d 16, e 9, \
    f 5 (Cormen et al., section 16.3) costs 224 bits
    """
  )
  func textbookExample() throws {
    let counts = [45, 13, 12, 16, 9, 5]
    let lengths = try HuffmanCodeLengths.optimal(for: SymbolHistogram(counts: counts), limit: 11)
    #expect(lengths == [1, 3, 3, 3, 4, 4])
    #expect(zip(counts, lengths).reduce(0) { $0 + $1.0 * Int($1.1) } == 224)
  }

  @Test(
    "Fibonacci counts want lengths up to n - 1; the limit holds and the code stays complete",
    arguments: 4...11)
  func lengthsNeverExceedTheLimit(limit: Int) throws {
    var counts = [1, 1]
    while counts.count < 16 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    let lengths = try HuffmanCodeLengths.optimal(for: SymbolHistogram(counts: counts), limit: limit)
    #expect(Int(lengths.max() ?? 0) == limit)
    #expect(lengths.reduce(0.0) { $0 + 1 / Double(1 << Int($1)) } == 1)
  }

  @Test(
    "No limited code is better: all complete codes of four lengths are tried", arguments: 0..<200)
  func optimalAmongAllCodes(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let counts = (0..<5).map { _ in Int.random(in: 1...40, using: &generator) }
    for limit in 3...4 {
      let lengths = try HuffmanCodeLengths.optimal(
        for: SymbolHistogram(counts: counts), limit: limit)
      let cost = zip(counts, lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
      #expect(cost == Self.cheapest(counts, limit: limit))
    }
  }

  /// Tries every assignment of lengths 1...limit whose Kraft sum is at most 1.
  private static func cheapest(_ counts: [Int], limit: Int) -> Int {
    var best = Int.max
    func extend(_ index: Int, _ kraft: Int, _ cost: Int) {
      if kraft > 1 << limit || cost >= best { return }
      if index == counts.count {
        best = cost
      } else {
        for length in 1...limit {
          extend(index + 1, kraft + (1 << (limit - length)), cost + counts[index] * length)
        }
      }
    }
    extend(0, 0, 0)
    return best
  }

  @Test func tooManySymbolsForTheLimitAreRefused() {
    #expect(throws: EntropyCodingError.lengthLimitTooSmall(limit: 2, usedSymbols: 5)) {
      try HuffmanCodeLengths.optimal(for: SymbolHistogram(counts: [1, 1, 1, 1, 1]), limit: 2)
    }
  }

  @Test func oneSymbolNeedsNoBits() throws {
    #expect(
      try HuffmanCodeLengths.optimal(for: SymbolHistogram(counts: [0, 9]), limit: 11) == [0, 0])
  }

  @Test(
    "The limit of 11 bits costs little: within 1.5% of the entropy for the paper's kind of codes")
  func closeToEntropy() throws {
    var generator = SeededGenerator(seed: 3)
    let symbols = generator.geometric(count: 50_000, ratio: 0.9, alphabet: 64)
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: 64)
    let code = try #require(try CanonicalHuffmanCode(optimalFor: histogram))
    let average = Double(try code.encodedBitCount(of: histogram)) / 50_000
    #expect(average >= histogram.entropy && average < histogram.entropy * 1.015)
  }
}
