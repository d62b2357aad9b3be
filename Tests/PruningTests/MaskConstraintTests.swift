import Datasets
import Networks
import Pruning
import Tensors
import TestSupport
import Testing
import Training

struct MaskConstraintTests {
  private let mask = Mask(shape: [2, 2], isKept: [true, false, false, true])

  @Test func gradientsOfRemovedWeightsVanish() {
    var gradient = Tensor(shape: [2, 2], values: [1, 2, 3, -4])
    MaskConstraint(mask).project(gradient: &gradient)
    #expect(gradient == Tensor(shape: [2, 2], values: [1, 0, 0, -4]))
    MaskConstraint(mask).project(gradient: &gradient)
    #expect(gradient == Tensor(shape: [2, 2], values: [1, 0, 0, -4]))
  }

  @Test func restoredWeightsArePruned() {
    let weights = MaskConstraint(mask).restored(Tensor(shape: [2, 2], values: [1, 2, 3, 4]))
    #expect(
      weights
        == .pruned(PrunedWeights(values: Tensor(shape: [2, 2], values: [1, 0, 0, 4]), mask: mask)))
  }

  /// Retraining moves the survivors and nothing else, with momentum, penalties and Adam.
  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adam])
  func retrainingKeepsTheZeros(optimizer: Optimizer) throws {
    var random = RandomSource(seed: 1)
    let dense = LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])])
    let network = try Network(inputShape: [8], descriptions: [dense]).initialized(random: &random)
      .pruned(by: ["fc1": .sparsity(0.5)])
    let before = try #require(network.parameter("fc1")).weights
    let mask = try #require(before.mask)
    var plan = TrainingPlan()
    (plan.epochs, plan.optimizer, plan.l1, plan.l2) = (5, optimizer, 0.01, 0.01)
    let examples = Examples(
      inputs: .normal([20, 8], seed: 2), labels: (0..<20).map { Int32($0 % 3) })
    let trained = try Trainer(plan, constraints: ["fc1": MaskConstraint(mask)])
      .train(network, on: examples, random: &random).network
    let after = try #require(trained.parameter("fc1")).weights
    #expect(after.mask == mask && mask.survivorCount == 12)
    for (position, isKept) in mask.isKept.enumerated() {
      let (old, new) = (before.tensor.values[position], after.tensor.values[position])
      #expect(isKept ? new != old : new == 0)
    }
  }
}
