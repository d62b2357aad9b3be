import EntropyCoding
import Testing

struct AdaptiveProbabilityTests {
  private let rates = AdaptiveProbability.rates()

  private func learned(_ bits: [Int], from start: AdaptiveProbability = .init())
    -> AdaptiveProbability
  {
    var probability = start
    for bit in bits { probability.learn(bit, rates) }
    return probability
  }

  /// By hand: 1/2 is 2097152 of 2^22, the first rate floor(327680 / 8) = 40960 of 2^16. After a 1:
  /// 2097152 + (4194240 - 2097152) 40960 / 65536 = 3407832, of which 2^-6 is 53247. Then a 0, rate
  /// floor(327680 / 13) = 25206: 3407832 + floor((64 - 3407832) 25206 / 65536) = 2097159, 32768.
  @Test func stepsByHand() {
    #expect(AdaptiveProbability().ones == 32768)
    #expect(learned([1]).ones == 53247)
    #expect(learned([1, 0]).ones == 32768)
  }

  @Test("After n decisions the estimate is that of Krichevsky and Trofimov, nearly")
  func isAnAverage() {
    var generator = SeededGenerator(seed: 1)
    let bits = (0..<500).map { _ in Int.random(in: 0..<4, using: &generator) == 0 ? 1 : 0 }
    let average = (Double(bits.reduce(0, +)) + 0.3) / 500.6
    #expect(abs(Double(learned(bits).ones) / 65536 - average) < 0.01)
  }

  @Test("Whatever comes can still be coded", arguments: [0, 1])
  func staysInsideTheBounds(bit: Int) {
    let extreme = learned([Int](repeating: bit, count: 100_000))
    #expect((1...65535).contains(extreme.ones))
    #expect(bit == 1 ? extreme.ones > 65500 : extreme.ones < 36)
  }

  @Test("A decision without alternative stays one")
  func neverLearnsNothing() {
    #expect(AdaptiveProbability.never.ones == 0)
    #expect(learned([0, 0, 0], from: .never).ones == 0)
  }

  @Test("As if decisions had come, it moves less")
  func startsSlower() {
    #expect(learned([1], from: AdaptiveProbability(counted: 8)).ones == 36180)
  }
}
