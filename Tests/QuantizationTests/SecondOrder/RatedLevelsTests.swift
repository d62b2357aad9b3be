import Quantization
import Tensors
import Testing

struct RatedLevelsTests {
  /// Shares 1/4, 1/4, 1/2: 2, 2 and 1 bits; 6 bits for these four symbols.
  @Test func bitsAreMinusTheLogarithmOfShares() {
    #expect(RatedLevels.bits([1, 1, 2]) == [2, 2, 1])
    #expect(RatedLevels.entropyBits([1, 1, 2]) == 6)
    #expect(RatedLevels.entropyBits([5]) == 0)
    // What does not occur counts as half a time: -log2(0.5 / 4).
    #expect(RatedLevels.bits([0, 4]) == [3, 0])
  }

  @Test func aGridReachesTheWeightsOrItsLimit() {
    #expect(RatedLevels.grid(step: 1, from: -2.2, to: 1.6, count: 9) == [-2, -1, 0, 1, 2])
    #expect(RatedLevels.grid(step: 1, from: -2.2, to: 5, count: 3) == [-2, -1, 0, 1])
    #expect(RatedLevels.grid(step: 1, from: 0, to: 0, count: 3) == [0])
  }

  /// The definition, over all levels.
  @Test func theCheapestLevelIsTheCheapestOfAll() {
    let values: [Float] = [-3, -1, -0.5, 0, 0.25, 2]
    let levels = RatedLevels(values: values, counts: [1, 7, 20, 100, 3, 1])
    let table = levels.table()
    #expect(levels.zero == 3)
    var random = RandomSource(seed: 5)
    for price: Float in [0, 0.01, 0.3, 10] {
      for _ in 0..<200 {
        let value = 2 * random.normal()
        func cost(_ code: Int) -> Float {
          2 * (values[code] - value) * (values[code] - value) + price * levels.bits[code]
        }
        let code = table.cheapest(for: value, weight: 2, price: price)
        #expect(cost(code) == values.indices.map(cost).min())
      }
    }
  }
}
