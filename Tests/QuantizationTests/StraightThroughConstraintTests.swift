import Datasets
import Networks
import Quantization
import Tensors
import TestSupport
import Testing
import Training

struct StraightThroughConstraintTests {
  /// Six weights, the fourth removed; centroids -1, 0.5 and 2.
  private let shared = LayerParameter(
    .shared(
      SharedWeights(
        mask: Mask(shape: [2, 3], isKept: [true, true, true, false, true, true]),
        codes: [0, 1, 1, 2, 2], codebook: Codebook(centroids: [-1, 0.5, 2], precision: .float16),
        bits: 2)),
    bias: .integers(bits: 3, scale: 1, multiples: [3, -1]))
  private let floats = LayerParameter(
    .dense(Tensor(shape: [2, 3], values: [-1.2, 0.4, 0.6, 9, 1.9, 2.1])),
    bias: .float32([2.8, -1.2]))

  private func constraint(interval: Int = 50) throws -> StraightThroughConstraint {
    try StraightThroughConstraint(shared, latent: floats, name: "fc1", interval: interval)
  }

  @Test func trainingStartsAtTheFloats() throws {
    #expect(try constraint().latent.weights == [-1.2, 0.4, 0.6, 9, 1.9, 2.1])
    #expect(try constraint().latent.bias == [2.8, -1.2])
  }

  /// The border between 0.5 and 2 is 1.25: the third weight crosses it.
  @Test func weightsTakeTheNearestCentroid() throws {
    var constraint = try constraint()
    #expect(
      constraint.values(of: [-1.2, 0.4, 1.3, 9, 1.9, 2.1], step: 1) == [-1, 0.5, 2, 0, 2, 2])
    #expect(
      constraint.values(of: [-1.2, 0.4, 1.2, 9, 1.9, 2.1], step: 2) == [-1, 0.5, 0.5, 0, 2, 2])
  }

  /// Every second step: means -1.5; 0.5; (1.5 + 2 + 2.5) / 3 = 2. The step before moves nothing.
  @Test func centroidsMoveToTheMeansOfTheirMembers() throws {
    var constraint = try constraint(interval: 2)
    let weights: [Float] = [-1.5, 0.5, 1.5, 9, 2, 2.5]
    #expect(constraint.values(of: weights, step: 1) == [-1, 0.5, 2, 0, 2, 2])
    #expect(constraint.values(of: weights, step: 2) == [-1.5, 0.5, 2, 0, 2, 2])
  }

  /// Of three bits: the largest mean, 3, is three steps of 1; -2.25 rounds to two of them, 0.75 to
  /// one.
  @Test func multiplesMoveToMultiples() throws {
    var multiples = shared
    if case .shared(let weights) = shared.weights {
      multiples.weights = .shared(
        SharedWeights(
          mask: weights.mask, codes: weights.codes,
          codebook: Codebook(centroids: [-1, 1, 3], precision: .multiples(bits: 3)), bits: 2))
    }
    var constraint = try StraightThroughConstraint(
      multiples, latent: floats, name: "fc1", interval: 2)
    #expect(constraint.values(of: [-1, 1, 1, 9, 3, 3], step: 1) == [-1, 1, 1, 0, 3, 3])
    let moved = constraint.values(of: [-2.25, 0.75, 0.75, 9, 3, 3], step: 2)
    #expect(moved == [-2, 1, 1, 0, 3, 3])
  }

  /// Shares 1/5, 2/5 and 2/5 cost 2.32 and 1.32 bits; the mean squared distance is
  /// (0.04 + 4 x 0.01) / 5 = 0.016, so that at a price of 50 a bit costs 0.8: the border of -1 and
  /// 0.5 moves from -0.25 by 0.8 / 3 to -0.517, that of 0.5 and 2 stays.
  @Test func frequentCentroidsTakeMore() throws {
    var priced = try StraightThroughConstraint(
      shared, latent: floats, name: "fc1", bitPrice: 50)
    let weights: [Float] = [-0.51, 0.4, 1.2, 9, 1.9, -0.53]
    #expect(priced.values(of: weights, step: 1) == [0.5, 0.5, 0.5, 0, 2, -1])
    var free = try constraint()
    #expect(free.values(of: weights, step: 1) == [-1, 0.5, 0.5, 0, 2, -1])
  }

  /// With 3 bits over the largest, 3: a step is 1.
  @Test func biasesAreRoundedAsTheyAreStored() throws {
    #expect(try constraint().biases(of: [3, 1.4]) == [3, 1])
  }

  @Test func removedWeightsHaveNoGradient() throws {
    var gradient = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
    try constraint().project(gradient: &gradient)
    #expect(gradient.values == [1, 2, 3, 0, 5, 6])
  }

  @Test func theCodebookIsWhatWeightsHave() throws {
    let restored = try constraint().restored(
      Tensor(shape: [2, 3], values: [2, 0.5, 2, 0, 0.5, 2]))
    guard case .shared(let result) = restored else { return #expect(Bool(false), "not shared") }
    #expect(result.codebook.centroids == [0.5, 2] && result.codes == [1, 0, 1, 0, 1])
    #expect(result.mask.isKept == [true, true, true, false, true, true] && result.bits == 2)
  }

  @Test func floatsAreRefusedAsSharedWeights() throws {
    #expect(throws: QuantizationError.notShared(layer: "fc1")) {
      try StraightThroughConstraint(floats, latent: floats, name: "fc1")
    }
  }

  /// Training changes clusters, which training of centroids alone cannot, and leaves at most as
  /// many centroids, zeros where they were, and biases that rounding again does not move.
  @Test func weightsChangeTheirClusters() throws {
    let mask = Mask.random([3, 40], density: 0.5, seed: 1)
    let weights = PrunedWeights(values: Tensor.normal([3, 40], seed: 2), mask: mask)
    let pruned = try Network(
      inputShape: [40],
      chain: [Dense(weights: .pruned(weights), bias: .float32([0.5, -0.2, 0.1]))])
    var random = RandomSource(seed: 3)
    let start = try pruned.sharingWeights(
      ["fc1": SharingPlan(levels: 5, biasBits: 4)], random: &random
    ).network
    let constraint = try StraightThroughConstraint(
      try #require(start.parameter("fc1")), latent: try #require(pruned.parameter("fc1")),
      name: "fc1", interval: 5)
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.optimizer, plan.rate) = (20, 10, .adam, 0.02)
    let examples = Examples(
      inputs: .normal([30, 40], seed: 4), labels: (0..<30).map { Int32($0 % 3) })
    let trained = try Trainer(plan, constraints: ["fc1": constraint])
      .train(start, on: examples, random: &random).network
    guard case .shared(let before)? = start.parameter("fc1")?.weights,
      case .shared(let after)? = trained.parameter("fc1")?.weights
    else { return #expect(Bool(false), "not shared") }
    #expect(after.mask == mask && after.codebook.count <= 5)
    #expect(after.codes.count { $0 < 5 } == mask.survivorCount && after.codes != before.codes)
    #expect(trained.parameter("fc1")?.bias?.bits == 4)
  }
}
