import EntropyCoding
import Testing

struct RankModelTests {
  /// Shared, one tree must hold the larger side; apart, each side has its own.
  @Test func treesHoldTheRanks() {
    let alphabet = RankAlphabet(negatives: 3, positives: 9, survivors: 5, of: 20)
    #expect(RankModel(alphabet: alphabet).trees.map(\.count) == [9])
    #expect(RankModel(alphabet: alphabet, splitsSigns: true).trees.map(\.count) == [9, 3])
  }

  @Test("Sizes that differ by sign are smaller apart")
  func splittingPays() {
    var generator = SeededGenerator(seed: 8)
    let ranks = (0..<20_000).map { _ -> Int16 in
      let size = generator.geometric(count: 1, ratio: 0.5, alphabet: 8)[0]
      return Bool.random(using: &generator) ? Int16(size) + 1 : Int16(size) - 8
    }
    let alphabet = RankAlphabet(negatives: 8, positives: 8, survivors: 20_000, of: 20_000)
    func cost(_ splits: Bool) -> UInt64 {
      CodedRanks.cost(
        of: ranks, columns: 100, model: RankModel(alphabet: alphabet, splitsSigns: splits))
    }
    // Above zero small sizes are common, below zero large ones: 2 bits of entropy and one of sign,
    // against nearly 3 bits for the mixture.
    #expect(Double(cost(true)) < 0.88 * Double(cost(false)))
  }
}
