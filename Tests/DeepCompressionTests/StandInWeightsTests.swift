import DeepCompression
import Networks
import Tensors
import Testing

struct StandInWeightsTests {
  private func drawn(_ density: Double, bits: Int, shape: [Int] = [200, 500], seed: UInt64 = 1)
    -> SharedWeights
  {
    var random = RandomSource(seed: seed)
    return StandInWeights(density: density, bits: bits).weights(shape: shape, random: &random)
  }

  /// n = 100 000 independent choices: five standard deviations are 5 sqrt(p (1 - p) / n) = 0.0045
  /// at 9%.
  @Test func aNinthOfTheWeightsSurvivesWhenAsked() {
    #expect(abs(drawn(0.09, bits: 4).mask.density - 0.09) < 0.0046)
    #expect(abs(drawn(0.9, bits: 4).mask.density - 0.9) < 0.0048)
    #expect(drawn(0, bits: 4).mask.survivorCount == 0)
    #expect(drawn(1, bits: 4).mask.survivorCount == 100_000)
  }

  /// Rows are alike: no row of 500 has fewer than 15 or more than 90 survivors at 9% (mean 45,
  /// deviation 6.4).
  @Test func survivorsSpreadOverAllRows() {
    let mask = drawn(0.09, bits: 4).mask
    for row in 0..<200 {
      let count = mask.isKept[row * 500..<(row + 1) * 500].count { $0 }
      #expect((15...90).contains(count))
    }
  }

  @Test(arguments: 1...8)
  func everyCentroidIsUsedAndNoneIsZero(bits: Int) {
    let weights = drawn(0.3, bits: bits)
    #expect(weights.codebook.count == 1 << bits)
    #expect(Set(weights.codes).count == 1 << bits)
    #expect(weights.codebook.centroids == weights.codebook.centroids.sorted())
    #expect(!weights.codebook.centroids.contains(0))
  }

  @Test func theSameSeedDrawsTheSameWeights() {
    #expect(drawn(0.1, bits: 5) == drawn(0.1, bits: 5))
    #expect(drawn(0.1, bits: 5) != drawn(0.1, bits: 5, seed: 2))
  }
}
