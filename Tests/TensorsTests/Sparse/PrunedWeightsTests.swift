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

  /// A weight that trained to exactly zero is still a survivor.
  @Test func aSurvivorMayBeZero() {
    let pruned = PrunedWeights(values: Tensor(shape: [2], values: [0, 1]), mask: Mask(full: [2]))
    #expect(pruned.mask.survivorCount == 2)
  }
}
