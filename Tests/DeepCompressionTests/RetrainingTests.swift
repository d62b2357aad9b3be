import DeepCompression
import Networks
import Pruning
import Quantization
import Tensors
import TestSupport
import Testing

/// What retraining must preserve follows from the state of each layer.
@Suite struct RetrainingTests {
  @Test func everyLayerHasTheConstraintOfItsState() throws {
    let mask = Mask(shape: [2, 2], isKept: [true, false, true, true])
    let shared = SharedWeights(
      mask: mask, codes: [0, 1, 0], codebook: Codebook(centroids: [-1, 1], precision: .float16),
      bits: 1)
    let pruned = PrunedWeights(values: .normal([2, 2], seed: 1), mask: mask)
    let network = try Network(
      inputShape: [2],
      chain: [
        Dense(weights: .dense(.normal([2, 2], seed: 2)), bias: nil), ReLU(),
        Dense(weights: .pruned(pruned), bias: nil), Dense(weights: .shared(shared), bias: nil),
      ])
    let constraints = network.constraints
    #expect(constraints.keys.sorted() == ["fc2", "fc3"])
    #expect(constraints["fc2"] is MaskConstraint)
    #expect(constraints["fc3"] is SharedWeightConstraint)
  }
}
