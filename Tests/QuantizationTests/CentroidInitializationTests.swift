import Quantization
import Tensors
import TestSupport
import Testing

struct CentroidInitializationTests {
  private let values: [Float] = [-4, -3.5, -3, -1, 1, 1.5, 2, 6]

  private func start(_ kind: CentroidInitialization, _ k: Int, seed: UInt64 = 1) -> [Double] {
    var random = RandomSource(seed: seed)
    return kind.centroids(k, sorted: values, random: &random)
  }

  /// Equally spaced on [-4, 6].
  @Test func linearSpansTheRange() {
    #expect(start(.linear, 5) == [-4, -1.5, 1, 3.5, 6])
    #expect(start(.linear, 2) == [-4, 6])
    #expect(start(.linear, 1) == [1])
  }

  /// Four slices of two values each: their middles are the 2nd, 4th, 6th and 8th; one slice: the
  /// 5th.
  @Test func densitySpansTheDistribution() {
    #expect(start(.density, 4) == [-3.5, -1, 1.5, 6])
    #expect(start(.density, 1) == [1])
    #expect(start(.density, 8) == values.map(Double.init))
  }

  @Test func forgyDrawsDifferentWeights() {
    for seed in 0..<50 as Range<UInt64> {
      let drawn = start(.forgy, 5, seed: seed)
      #expect(drawn.count == 5 && Set(drawn).count == 5)
      #expect(drawn == drawn.sorted())
      #expect(drawn.allSatisfy { values.contains(Float($0)) })
    }
    #expect(start(.forgy, 20) == values.map(Double.init))
  }

  /// 3 of 8 are drawn: each value in 3/8 of the draws. 4000 draws: standard error 0.0077, 4.5 of it
  /// are allowed.
  @Test func forgyDrawsEveryWeightAsOften() {
    var random = RandomSource(seed: 3)
    var counts: [Double: Int] = [:]
    for _ in 0..<4000 {
      for drawn in CentroidInitialization.forgy.centroids(3, sorted: values, random: &random) {
        counts[drawn, default: 0] += 1
      }
    }
    #expect(counts.count == 8)
    #expect(counts.values.allSatisfy { abs(Double($0) / 4000 - 0.375) < 0.035 })
  }

  /// The best four runs, by eye: three low values, -1, three in the middle, the outlier.
  @Test func optimalIsTheBestPartition() {
    #expect(relativeError(start(.optimal, 4), [-3.5, -1, 1.5, 6]) < 1e-14)
    #expect(start(.optimal, 20).count == 8)
  }

  @Test func theirNamesAreTheCommandsWords() {
    #expect(
      CentroidInitialization.allCases.map(\.rawValue) == ["linear", "density", "forgy", "optimal"])
  }
}
