import Quantization
import Tensors
import TestSupport
import Testing

/// Figure 3 of the paper: 4 x 4 weights, their gradients, 4 shared weights, learning rate 1.
@Suite struct CentroidStepTests {
  static let weights = Tensor(
    shape: [4, 4],
    values: [
      2.09, -0.98, 1.48, 0.09, 0.05, -0.14, -1.08, 2.12, -0.91, 1.92, 0, -1.03, 1.87, 0, 1.53, 1.49,
    ])
  static let gradient = Tensor(
    shape: [4, 4],
    values: [
      -0.03, -0.01, 0.03, 0.02, -0.01, 0.01, -0.02, 0.12, -0.01, 0.02, 0.04, 0.01, -0.07, -0.02,
      0.01, -0.02,
    ])
  private var shared: SharedWeights {
    SharedWeights(
      mask: Mask(full: [4, 4]), codes: [3, 0, 2, 1, 1, 1, 0, 3, 0, 3, 1, 0, 3, 1, 2, 2],
      codebook: Codebook(centroids: [-1, 0, 1.5, 2], precision: .float32), bits: 2)
  }

  private func isClose(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  @Test func gradientsAreSummedByCentroidAndSubtracted() {
    let step = CentroidStep(shared, gradient: Self.gradient, rate: 1)
    #expect(step.members == [4, 5, 3, 4])
    #expect(isClose(step.gradients, [-0.03, 0.04, 0.02, 0.04]))
    #expect(isClose(step.after.codebook.centroids, [-0.97, -0.04, 1.48, 1.96]))
    #expect(step.after.codes == shared.codes)
  }

  @Test func theRateScalesTheStep() {
    let step = CentroidStep(shared, gradient: Self.gradient, rate: 0.5)
    #expect(isClose(step.after.codebook.centroids, [-0.985, -0.02, 1.49, 1.98]))
    #expect(CentroidStep(shared, gradient: Self.gradient, rate: 0).after == shared)
  }

  /// Pruned weights take no part, a centroid without weights stays.
  @Test func prunedWeightsAndEmptyClustersStay() {
    let shared = SharedWeights(
      mask: Mask(shape: [4], isKept: [true, false, true, false]), codes: [0, 0],
      codebook: Codebook(centroids: [1, 5], precision: .float32), bits: 1)
    let step = CentroidStep(
      shared, gradient: Tensor(shape: [4], values: [0.25, 100, 0.5, 100]), rate: 1)
    #expect(step.members == [2, 0] && step.gradients == [0.75, 0])
    #expect(step.after.codebook.centroids == [0.25, 5])
    #expect(step.after.dense().values == [0.25, 0, 0.25, 0])
  }
}
