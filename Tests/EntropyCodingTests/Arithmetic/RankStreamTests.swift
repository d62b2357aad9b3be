import EntropyCoding
import Testing

struct RankStreamTests {
  /// Two weights of one rank: there is no sign, no size, and nothing is known: presence alone is
  /// coded. By hand: two decisions and the end mark; 1/2 costs a bit, then the weight that comes
  /// again 53247 / 65536.
  @Test func presenceAlone() {
    let alphabet = RankAlphabet(negatives: 0, positives: 1, survivors: 2, of: 3)
    let cost = CodedRanks.cost(of: [1, 1, 0], columns: 3, model: RankModel(alphabet: alphabet))
    let second = binaryLogarithm(65536 / 53247)
    // After 1, 1: 3407832 + floor((4194240 - 3407832) 25206 / 65536) = 3710297, or 57973 of 2^16.
    let third = binaryLogarithm(65536 / (65536 - 57973))
    #expect(abs(Double(cost) / 65536 - (1 + second + third)) < 0.01)
  }

  @Test("A matrix in which all is known takes an end mark only")
  func nothingToSay() throws {
    let ranks = [Int16](repeating: 1, count: 5000)
    let alphabet = RankAlphabet(negatives: 0, positives: 1, survivors: 5000, of: 5000)
    let coded = CodedRanks(encoding: ranks, columns: 50, model: RankModel(alphabet: alphabet))
    #expect(coded.streams.map(\.count) == [1])
    #expect(try coded.decoded() == ranks)
  }

  @Test("Rows that repeat are learned: the second half costs a fraction of the first")
  func learnsFromLinesBefore() {
    var generator = SeededGenerator(seed: 2)
    let line = (0..<400).map { _ in Int16(Int.random(in: 0..<5, using: &generator) == 0 ? 1 : 0) }
    let ranks = (0..<40).flatMap { _ in line }
    let alphabet = RankAlphabet(
      negatives: 0, positives: 1, survivors: ranks.count { $0 != 0 }, of: ranks.count)
    let around = RankFit.neighbourhood(
      of: ranks, columns: 400, alphabet: alphabet, height: 1, width: 400)
    func cost(_ lines: Int, _ around: RankNeighbourhood?) -> Double {
      Double(
        CodedRanks.cost(
          of: Array(ranks.prefix(400 * lines)), columns: 400,
          model: RankModel(alphabet: alphabet, neighbourhood: around))) / 65536
    }
    #expect(cost(40, around) - cost(20, around) < 0.1 * (cost(40, nil) - cost(20, nil)))
  }
}
