import Pruning
import Tensors
import TestSupport
import Testing

struct PruningCriterionTests {
  private let weights = Tensor(
    shape: [2, 5], values: [0.5, -0.1, 0.02, -1.5, 0.3, 0.7, -0.04, 0.9, -0.6, 0.08])

  private func kept(_ criterion: PruningCriterion, _ mask: Mask? = nil) -> [Int32] {
    criterion.mask(for: weights, mask: mask ?? Mask(full: [2, 5])).survivors
  }

  /// In ascending magnitude: 0.02, 0.04, 0.08, 0.1, 0.3, 0.5, ... at positions 2, 6, 9, 1, 4, 0,
  /// ...
  @Test(
    arguments: [
      (0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (0.04, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      (0.1, [0, 1, 3, 4, 5, 6, 7, 8, 9]),
      (0.44, [0, 3, 4, 5, 7, 8]), (0.9, [3]),
    ] as [(Double, [Int32])])
  func sparsityRemovesTheSmallest(sparsity: Double, expected: [Int32]) {
    #expect(kept(.sparsity(sparsity)) == expected)
  }

  /// The count removed is the nearest whole number to sparsity · weights, exactly.
  @Test(arguments: [0, 0.1, 0.333, 0.5, 0.92, 0.999])
  func theCountIsExact(sparsity: Double) {
    let large = Tensor.normal([300, 7], seed: 1)
    let mask = PruningCriterion.sparsity(sparsity).mask(for: large, mask: Mask(full: [300, 7]))
    #expect(mask.count - mask.survivorCount == Int((sparsity * 2100).rounded()))
    let smallestKept = mask.survivors.map { abs(large.values[Int($0)]) }.min() ?? 0
    let removed = large.values.indices.filter { !mask[$0] }
    #expect(removed.allSatisfy { abs(large.values[$0]) <= smallestKept })
  }

  @Test func ofEqualsTheFirstGo() {
    let equal = Tensor(shape: [5], values: [1, -1, 1, -1, 1])
    #expect(
      PruningCriterion.sparsity(0.4).mask(for: equal, mask: Mask(full: [5])).survivors == [2, 3, 4])
  }

  /// 2 of 10 are gone already, and a zero among the survivors is still to go first.
  @Test func whatIsGoneCountsAndNeverComesBack() {
    let mask = Mask(
      shape: [2, 5], isKept: [true, true, true, false, true, true, true, false, true, true])
    #expect(kept(.sparsity(0.1), mask) == mask.survivors)
    #expect(kept(.sparsity(0.2), mask) == mask.survivors)
    #expect(kept(.sparsity(0.5), mask) == [0, 1, 4, 5, 8])
    #expect(kept(.threshold(0), mask) == mask.survivors)
    #expect(kept(.quality(0), mask) == mask.survivors)
  }

  /// What stands at the threshold stays: 0.5 is a float, 0.3 is a little more than its Double.
  @Test func thresholdRemovesWhatIsBelow() {
    #expect(kept(.threshold(0.5)) == [0, 3, 5, 7, 8])
    #expect(kept(.threshold(0.3)) == [0, 3, 4, 5, 7, 8])
    #expect(kept(.threshold(2)) == [])
    #expect(kept(.threshold(0)).count == 10)
  }

  /// NumPy: `s = w.std()` is 0.65281 (population); where `abs(w) >= 0.5 * s`, `abs(w) >= s`.
  @Test func qualityIsAMultipleOfTheStandardDeviation() {
    #expect(abs(weights.standardDeviation - 0.6528123757028074) < 1e-7)
    #expect(kept(.quality(0.5)) == [0, 3, 5, 7, 8])
    #expect(kept(.quality(1)) == [3, 5, 7])
  }

  /// The five survivors spread more: `w[abs(w) >= 0.5 * s].std()` is 0.91214, so that 0.9 of it
  /// removes 0.7 and 0.6 too.
  @Test func qualityLooksAtTheSurvivors() {
    let first = PruningCriterion.quality(0.5).mask(for: weights, mask: Mask(full: [2, 5]))
    #expect(kept(.quality(0.9), first) == [3, 7])
    #expect(kept(.quality(0.9)) == [3, 5, 7, 8])
  }
}
