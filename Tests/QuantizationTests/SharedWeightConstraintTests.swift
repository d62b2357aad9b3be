import Datasets
import Glibc
import Networks
import Quantization
import Tensors
import TestSupport
import Testing
import Training

/// Figure 3 of the paper, as literals: codes, gradients, their sums by cluster, fine-tuned
/// centroids.
struct SharedWeightConstraintTests {
  private let shared = SharedWeights(
    mask: Mask(full: [4, 4]), codes: [3, 0, 2, 1, 1, 1, 0, 3, 0, 3, 1, 0, 3, 1, 2, 2],
    codebook: Codebook(centroids: [-1, 0, 1.5, 2], precision: .float32), bits: 2)
  private let gradient = Tensor(
    shape: [4, 4],
    values: [
      -0.03, -0.01, 0.03, 0.02, -0.01, 0.01, -0.02, 0.12, -0.01, 0.02, 0.04, 0.01, -0.07, -0.02,
      0.01, -0.02,
    ])
  /// Of clusters 0, 1, 2, 3.
  private let sums: [Double] = [-0.03, 0.04, 0.02, 0.04]
  /// Roundings of 2^-24 of numbers up to 0.12.
  private let budget = 1e-6

  @Test func gradientsAreGroupedAndSummed() {
    var projected = gradient
    SharedWeightConstraint(shared).project(gradient: &projected)
    #expect(projected.shape == [4, 4])
    #expect(relativeError(projected.values, shared.codes.map { sums[Int($0)] }) < budget)
  }

  /// The figure's step with rate 1: centroids -0.97, -0.04, 1.48, 1.96.
  @Test func aStepFineTunesTheCentroids() {
    let constraint = SharedWeightConstraint(shared)
    var projected = gradient
    constraint.project(gradient: &projected)
    let moved = shared.dense().combined(with: projected, -) ?? gradient
    guard case .shared(let tuned) = constraint.restored(moved) else {
      return #expect(Bool(false), "not shared")
    }
    #expect(relativeError(tuned.codebook.centroids, [-0.97, -0.04, 1.48, 1.96]) < budget)
    #expect(tuned.codes == shared.codes && tuned.mask == shared.mask && tuned.bits == 2)
    #expect(tuned.dense() == moved)
  }

  @Test func removedWeightsHaveNoGradient() {
    let pruned = SharedWeights(
      mask: Mask(shape: [2, 2], isKept: [false, true, false, true]), codes: [0, 0],
      codebook: Codebook(centroids: [1], precision: .float16), bits: 1)
    var gradient = Tensor(shape: [2, 2], values: [5, 1, 6, 2])
    SharedWeightConstraint(pruned).project(gradient: &gradient)
    #expect(gradient == Tensor(shape: [2, 2], values: [0, 3, 0, 3]))
  }

  @Test func aCentroidWithoutMembersStays() {
    let unused = SharedWeights(
      mask: Mask(full: [1, 2]), codes: [0, 2],
      codebook: Codebook(centroids: [1, 5, 9], precision: .float16), bits: 2)
    let restored = SharedWeightConstraint(unused).restored(Tensor(shape: [1, 2], values: [2, 8]))
    guard case .shared(let result) = restored else { return #expect(Bool(false), "not shared") }
    #expect(result.codebook.centroids == [2, 5, 8])
  }

  /// Of four bits: 7 is seven steps of 1, 2.6 rounds to three of them.
  @Test func multiplesStayMultiples() {
    let shared = SharedWeights(
      mask: Mask(full: [1, 3]), codes: [0, 1, 2],
      codebook: Codebook(centroids: [-1, 2, 7], precision: .multiples(bits: 4)), bits: 2)
    let moved = Tensor(shape: [1, 3], values: [-1.3, 2.6, 7])
    guard case .shared(let result) = SharedWeightConstraint(shared).restored(moved) else {
      return #expect(Bool(false), "not shared")
    }
    #expect(result.codebook == Codebook(centroids: [-1, 3, 7], precision: .multiples(bits: 4)))
  }

  @Test func centroidsAreRoundedToTheirPrecision() {
    let half = SharedWeights(
      mask: Mask(full: [1, 1]), codes: [0], codebook: Codebook(centroids: [1], precision: .float16),
      bits: 1)
    let restored = SharedWeightConstraint(half).restored(Tensor(shape: [1, 1], values: [0.1]))
    #expect(restored.tensor.values == [0.0999755859375])
  }

  /// Hands out what the trainer really holds at the end.
  private struct Watched: WeightConstraint {
    let constraint: SharedWeightConstraint
    func project(gradient: inout Tensor) { constraint.project(gradient: &gradient) }
    func restored(_ values: Tensor) -> Weights { .dense(values) }
  }

  /// After thirty steps with penalties all members of a cluster have the same bits, and removed
  /// weights are zero.
  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adam])
  func retrainingKeepsSharingExactly(optimizer: Optimizer) throws {
    let mask = Mask.random([3, 40], density: 0.5, seed: 1)
    let weights = PrunedWeights(values: Tensor.normal([3, 40], seed: 2), mask: mask)
    var random = RandomSource(seed: 3)
    let network = try Network(
      inputShape: [40], chain: [Dense(weights: .pruned(weights), bias: .float32([0, 0, 0]))]
    ).sharingWeights(["fc1": SharingPlan(bits: 3)], random: &random).network
    guard case .shared(let before)? = network.parameter("fc1")?.weights else {
      return #expect(Bool(false), "not shared")
    }
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.optimizer, plan.l1, plan.l2) = (
      10, 10, optimizer, 0.001, 0.01
    )
    let examples = Examples(
      inputs: .normal([30, 40], seed: 4), labels: (0..<30).map { Int32($0 % 3) })
    let trained = try Trainer(
      plan, constraints: ["fc1": Watched(constraint: SharedWeightConstraint(before))]
    )
    .train(network, on: examples, random: &random).network
    let values = try #require(trained.parameter("fc1")).weights.tensor.values
    var members: [UInt8: Set<UInt32>] = [:]
    for (position, code) in zip(before.mask.survivors, before.codes) {
      members[code, default: []].insert(values[Int(position)].bitPattern)
    }
    #expect(members.count == 8 && members.values.allSatisfy { $0.count == 1 })
    #expect(mask.isKept.indices.allSatisfy { mask[$0] || values[$0] == 0 })
    #expect(values != before.dense().values)
  }

  /// The projected gradient at one member is the derivative of the loss by its centroid: central
  /// differences in Double on a layer with softmax, whose weights are looked up.
  @Test func theSumIsTheDerivativeByTheCentroid() {
    let x = Tensor.normal([6, 4], seed: 5)
    let labels: [Int32] = [0, 1, 2, 3, 0, 1]
    let layer = Dense(weights: .dense(shared.dense()), bias: nil)
    let output = layer.forward([x])
    let (_, slope) = SoftmaxCrossEntropy.lossAndGradient(output, labels: labels)
    var gradient =
      layer.backward(slope, of: Activation(output: output), inputs: [x], wantsInputGradient: false)
      .weights
      ?? Tensor(zeros: [4, 4])
    SharedWeightConstraint(shared).project(gradient: &gradient)
    let expected = centralDifferences(at: shared.codebook.centroids.map(Double.init)) { centroids in
      (0..<6).reduce(0) { loss, row in
        let logits = (0..<4).map { o in
          (0..<4).reduce(0) {
            $0 + x.doubles[row * 4 + $1] * centroids[Int(shared.codes[o * 4 + $1])]
          }
        }
        let total = logits.reduce(0) { $0 + exp($1) }
        return loss + (log(total) - logits[Int(labels[row])]) / 6
      }
    }
    #expect(relativeError(gradient.values, shared.codes.map { expected[Int($0)] }) < gradientBudget)
  }
}
