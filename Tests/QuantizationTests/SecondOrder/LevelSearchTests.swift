import Glibc
import Quantization
import Tensors
import Testing

struct LevelSearchTests {
  private func search(price: Double, count: Int = 256) -> LevelSearch {
    var random = RandomSource(seed: 8)
    let target = (0..<40 * 200).map { _ in random.normal() }
    let form = QuadraticForm(identity: 200)
    return LevelSearch(
      problem: RateDistortion([.init(form: form, target: target)], price: price),
      largestCount: count, levelBits: 0)
  }

  /// Theory of high rates: an ideally coded uniform grid has the slope dD/dR = -2 ln 2 D, so that
  /// at a price p the error of one weight is p / (2 ln 2); a Gaussian of variance 1 takes 1/2
  /// log2(2 π e / 12 / D) bits, a quarter of a bit more than Shannon's bound.
  @Test(arguments: [0.01, 0.001])
  func pricesBuyWhatTheoryExpects(price: Double) {
    let result = search(price: price).run(rounds: 2)
    let error = result.distortion / 8000
    #expect(abs(error / (price / (2 * M_LN2)) - 1) < 0.12)
    let expected = 0.5 * log2(2 * .pi * M_E / 12 / error)
    #expect(abs(result.bits / 8000 - expected) < 0.1)
  }

  @Test func dearBitsLeaveZeros() {
    let result = search(price: 50).run(rounds: 2)
    #expect(result.values == [0] && result.bits == 0)
    #expect(abs(result.distortion / 8000 - 1) < 0.05)
  }

  @Test func freeBitsTakeAllLevels() {
    let result = search(price: 0, count: 16).run(rounds: 3)
    #expect((15...17).contains(result.values.count) && result.values.contains(0))
    // Lloyd and Max: 16 levels leave 0.0115 of a Gaussian's variance; one of 17 is fixed here.
    #expect(result.distortion / 8000 < 0.014)
  }

  @Test func aFewRowsTellOfAll() {
    let (estimate, whole) = (search(price: 0.01).estimated(), search(price: 0.01).run(rounds: 1))
    #expect(abs(estimate.bits / whole.bits - 1) < 0.05)
    #expect(abs(estimate.distortion / whole.distortion - 1) < 0.1)
  }

  /// Of 30 weights levels of 32 bits each would be most of the file: they stay on a grid, whose
  /// multiples are exact. Of 8000 weights at the same price free levels win when they cost nothing.
  @Test func fewWeightsKeepTheGrid() {
    let form = QuadraticForm(identity: 10)
    let target = (0..<30).map { Float(($0 * 7) % 31) / 10 - 1.5 }
    let result = LevelSearch(
      problem: RateDistortion([.init(form: form, target: target)], price: 0.001),
      largestCount: 255, levelBits: 32
    ).run(rounds: 3)
    #expect(result.form == .grid && result.levelBits == 48)
    let zero = result.values.firstIndex(of: 0) ?? 0
    let step = result.values[zero + 1]
    for (place, value) in result.values.enumerated() {
      #expect(value == Float(place - zero) * step)
    }
    #expect(search(price: 0.001).run(rounds: 2).form == .free)
  }

  /// Rows whose weights are a thousand times those of others: a grid of 16 levels knows nothing of
  /// the small ones, clusters leave all with a sixteenth of their error or less.
  @Test func clustersServeSmallRows() {
    let form = QuadraticForm(identity: 8)
    let small = (0..<8).map { Float($0 + 1) / 1000 }
    let target = small.map { 1000 * $0 } + small
    let problem = RateDistortion([.init(form: form, target: target)], price: 1e-9)
    let result = LevelSearch(problem: problem, largestCount: 16).run(rounds: 2)
    let energy = small.reduce(0) { $0 + Double($1 * $1) }
    #expect(result.distortion < energy / 16)
  }

  /// 200 weights of very different sizes, so that a grid does not serve them, and dear levels: they
  /// are multiples of a power of two, whose neighbours take few bits. Free ones of 16 bits cost
  /// more at the same price.
  @Test func dearLevelsAreMultiples() {
    let form = QuadraticForm(identity: 20)
    let target: [Float] = (0..<200).map { place in
      let magnitude = Float(exp(Double(place % 97) / 12)) / 3000
      return place % 2 == 0 ? magnitude : -magnitude
    }
    let problem = RateDistortion([.init(form: form, target: target)], price: 1e-9)
    let result = LevelSearch(problem: problem, largestCount: 255).run(rounds: 3)
    #expect(result.form == .multiples)
    // Of the largest level 2^13 at most: the same for all.
    let largest = result.values.map(\.magnitude).max() ?? 0
    let step = largest.binade * 0x1p-13
    for value in result.values { #expect((value / step).rounded() == value / step) }
    let levels = Double(result.values.count - 1)
    #expect(result.levelBits < 12 * levels, "\(result.levelBits / levels) bits a level")
    let energy = target.reduce(0) { $0 + Double($1 * $1) }
    #expect(result.distortion < 1e-5 * energy)
  }

  @Test func trimmedKeepsWhatLiesBetween() {
    let result = LevelSearch.Result(
      values: [-3, -2, -1, 0, 1, 2, 3], codes: [[5, 3], [3, 5]], form: .grid
    ).trimmed()
    #expect(result.values == [0, 1, 2] && result.codes == [[2, 0], [0, 2]])
  }

  @Test func compactedDropsAndSorts() {
    let result = LevelSearch.Result(
      values: [1, 0, -2, 1, 7], codes: [[0, 2, 3], [1]]
    ).compacted()
    #expect(result.values == [-2, 0, 1] && result.codes == [[2, 0, 2], [1]])
  }
}
