import EntropyCoding
import Testing

/// The kernel that reads, the walk that writes, and the walk that writes when it reads are one.
struct RankWalkTests {
  /// Ranks that resemble their neighbours, some of them 0.
  static func ranks(
    lines: Int, columns: Int, negatives: Int, positives: Int, density: Double, seed: UInt64
  ) -> [Int16] {
    var generator = SeededGenerator(seed: seed)
    var ranks: [Int16] = []
    var level = 0.0
    for index in 0..<lines * columns {
      let above = index >= columns ? Double(ranks[index - columns]) : 0
      level = 0.6 * level + 0.3 * above + Double.random(in: -3...3, using: &generator)
      let isThere = Double.random(in: 0..<1, using: &generator) < density
      var rank = Int(level.rounded())
      if rank == 0 { rank = positives > 0 ? 1 : -1 }
      if rank > 0, positives == 0 { rank = -rank }
      if rank < 0, negatives == 0 { rank = -rank }
      ranks.append(isThere ? Int16(min(max(rank, -negatives), positives)) : 0)
    }
    return ranks
  }

  private static func models(_ ranks: [Int16], _ negatives: Int, _ positives: Int, _ columns: Int)
    -> [RankModel]
  {
    let alphabet = RankAlphabet(
      negatives: negatives, positives: positives, survivors: ranks.count { $0 != 0 },
      of: ranks.count)
    var arounds: [RankNeighbourhood?] = [
      nil, .sample(height: 1, width: columns), .sample(height: columns, width: 1, depth: 0),
    ]
    if columns % 6 == 0 {
      arounds.append(.sample(height: 2, width: 3, shifts: (3, 3), depth: 4))
      arounds.append(.sample(height: 3, width: 2, shifts: (1, 0), depth: 1))
    }
    return arounds.flatMap { around in
      [false, true].map { .init(alphabet: alphabet, splitsSigns: $0, neighbourhood: around) }
    }
  }

  @Test(
    "Every model gives the ranks back by both ways", arguments: [1, 2, 5, 31],
    [(1, 0), (0, 1), (3, 3), (7, 8), (2, 61), (128, 127)])
  func bothWaysGiveTheRanks(lines: Int, signs: (Int, Int)) throws {
    for columns in [1, 6, 13, 54] {
      for density in [0.0, 0.1, 0.8, 1.0] {
        let ranks = Self.ranks(
          lines: lines, columns: columns, negatives: signs.0, positives: signs.1,
          density: density, seed: UInt64(lines * 100 + columns))
        for model in Self.models(ranks, signs.0, signs.1, columns) {
          for streams in [1, 3, 4, 16] where streams <= lines {
            let coded = CodedRanks(
              encoding: ranks, columns: columns, model: model, streams: streams)
            #expect(coded.streams.count == (model.alphabet.isEmpty ? 0 : streams))
            #expect(try coded.decoded() == ranks)
            #expect(try coded.decodedByReference() == ranks)
          }
        }
      }
    }
  }
}
