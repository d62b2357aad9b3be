import EntropyCoding
import Testing

struct RankModelChoiceTests {
  private func choice(
    _ ranks: [Int16], columns: Int, planes: [(height: Int, width: Int)]
  ) -> RankModelChoice {
    let alphabet = RankAlphabet(
      negatives: 8, positives: 8, survivors: ranks.count { $0 != 0 }, of: ranks.count)
    var choice = RankModelChoice(of: ranks, columns: columns, alphabet: alphabet, planes: planes)
    choice.refine()
    return choice
  }

  @Test("Noise takes no neighbourhood: 28 bytes would say nothing")
  func noiseStaysPlain() {
    var generator = SeededGenerator(seed: 11)
    let ranks = (0..<5000).map { _ in Int16.random(in: -8...8, using: &generator) }
    #expect(choice(ranks, columns: 50, planes: [(1, 50)]).model.neighbourhood == nil)
  }

  /// Each plane of 5 x 5 is bright in the middle: only who knows the planes sees that.
  @Test func planesAreFound() {
    var generator = SeededGenerator(seed: 12)
    let ranks = (0..<800 * 25).map { place -> Int16 in
      let (y, x) = (place % 25 / 5, place % 5)
      let isMiddle = (1...3).contains(x) && (1...3).contains(y)
      let chance = isMiddle ? 9 : 1
      guard Int.random(in: 0..<10, using: &generator) < chance else { return 0 }
      return Int16.random(in: 1...8, using: &generator)
    }
    let found = choice(ranks, columns: 25 * 200, planes: [(5, 5), (1, 25 * 200)])
    #expect(found.model.neighbourhood?.width == 5)
  }

  @Test("What it measures is what the stream takes, and never more than without a choice")
  func costIsRight() {
    let ranks = RankWalkTests.ranks(
      lines: 60, columns: 90, negatives: 8, positives: 8, density: 0.5, seed: 3)
    let found = choice(ranks, columns: 90, planes: [(3, 3), (1, 90)])
    let coded = CodedRanks(encoding: ranks, columns: 90, model: found.model)
    let described = found.model.neighbourhood == nil ? 0 : 28
    let bytes = Double(coded.streams[0].count + described)
    #expect(abs(Double(found.cost) / 65536 / 8 - bytes) < 0.01 * bytes + 2)
    let plain = CodedRanks.cost(
      of: ranks, columns: 90, model: RankModel(alphabet: found.model.alphabet))
    #expect(found.cost <= plain)
  }
}
