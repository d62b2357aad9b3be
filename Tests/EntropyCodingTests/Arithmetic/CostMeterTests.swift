import EntropyCoding
import Testing

struct CostMeterTests {
  private func cost(_ bit: Int, _ ones: UInt64) throws -> UInt64 {
    try CostMeter.costs().withUnsafeBufferPointer { costs in
      var meter = CostMeter(try #require(costs.baseAddress))
      _ = meter.code(bit, ones: ones)
      return meter.cost
    }
  }

  @Test("Powers of two cost whole bits, in units of 2^-16")
  func powersOfTwo() throws {
    #expect(try cost(1, 32768) == 65536)
    #expect(try cost(0, 32768) == 65536)
    #expect(try cost(1, 16384) == 2 * 65536)
    #expect(try cost(0, 65536 - 4096) == 4 * 65536)
    #expect(try cost(0, 0) == 0)
  }

  @Test("A model's measured cost is the size of its stream")
  func measuresStreams() {
    var generator = SeededGenerator(seed: 3)
    let ranks = generator.geometric(count: 30_000, ratio: 0.6, alphabet: 9).map { Int16($0) - 4 }
    let alphabet = RankAlphabet(
      negatives: 4, positives: 4, survivors: ranks.count { $0 != 0 }, of: ranks.count)
    let model = RankModel(alphabet: alphabet, splitsSigns: true)
    let coded = CodedRanks(encoding: ranks, columns: 100, model: model)
    let measured = Double(CodedRanks.cost(of: ranks, columns: 100, model: model)) / 65536 / 8
    #expect(abs(Double(coded.streams[0].count) / measured - 1) < 0.01)
  }
}
