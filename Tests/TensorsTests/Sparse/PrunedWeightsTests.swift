import Tensors
import Testing

struct PrunedWeightsTests {
  @Test func removedWeightsBecomeZero() {
    let pruned = PrunedWeights(
      values: Tensor(shape: [2, 2], values: [1, -2, 3, .nan]),
      mask: Mask(shape: [2, 2], isKept: [true, false, true, false]))
    #expect(pruned.values == Tensor(shape: [2, 2], values: [1, 0, 3, 0]))
    #expect(pruned.shape == [2, 2])
  }

  /// Over several blocks, which threads share out: the values are the products with 0 or 1.
  @Test func manyWeights() {
    let shape = [3, 200_001]
    let numbers = (0..<600_003).map { Float($0 % 1009) - 500 }
    let mask = Mask(shape: shape, isKept: numbers.indices.map { $0 % 7 == 3 })
    let pruned = PrunedWeights(values: Tensor(shape: shape, values: numbers), mask: mask)
    #expect(pruned.survivors.count == 85_715)
    #expect(
      pruned.values.values == numbers.enumerated().map { $0.offset % 7 == 3 ? $0.element : 0 })
  }

  /// A weight that trained to exactly zero is still a survivor.
  @Test func aSurvivorMayBeZero() {
    let pruned = PrunedWeights(values: Tensor(shape: [2], values: [0, 1]), mask: Mask(full: [2]))
    #expect(pruned.mask.survivorCount == 2)
  }
}
