import Networks
import Tensors
import TestSupport
import Testing

struct WeightsTests {
  /// One matrix in all three kinds of storage.
  private static let mask = Mask.random([7, 2, 3], density: 0.4, seed: 1)
  private static let shared = SharedWeights(
    mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 3) },
    codebook: Codebook(centroids: [-2, 0.5, 3], precision: .float16), bits: 2)
  private static let kinds: [Weights] = [
    .dense(shared.dense()), .pruned(PrunedWeights(values: shared.dense(), mask: mask)),
    .shared(shared),
  ]

  @Test func allKindsHoldTheSameWeights() {
    #expect(Self.kinds.allSatisfy { $0.tensor == Self.shared.dense() })
    #expect(Self.kinds.allSatisfy { $0.shape == [7, 2, 3] && $0.count == 42 })
  }

  @Test func allButDenseKnowTheirSurvivors() {
    #expect(Self.kinds.map(\.mask) == [nil, Self.mask, Self.mask])
    let survivors = Self.mask.survivorCount
    #expect(Self.kinds.map(\.survivorCount) == [42, survivors, survivors])
  }

  @Test func everyKindHasItsWord() {
    #expect(Self.kinds.map(\.state) == ["dense", "pruned", "shared"])
  }

  /// Products of whole and half numbers are exact: all kinds give the definition's bits. Batch 1
  /// has its own kernel.
  @Test(arguments: [1, 5])
  func allKindsMultiplyAlike(batch: Int) {
    let input = Tensor.wholeNumbers([batch, 6], seed: 3)
    let expected = MatrixMultiply.naiveProduct(
      .init(input.values, rows: batch, columns: 6),
      .init(Self.shared.dense().values, rows: 7, columns: 6, transposed: true))
    for weights in Self.kinds { #expect(weights.multiplied(by: input) == expected) }
  }
}
