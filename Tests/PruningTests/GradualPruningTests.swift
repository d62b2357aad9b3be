import Datasets
import Networks
import Pruning
import Tensors
import TestSupport
import Testing
import Training

struct GradualPruningTests {
  private func network() throws -> Network {
    try Network(
      inputShape: [20],
      chain: [
        Dense(
          weights: .dense(.normal([10, 20], seed: 1)),
          bias: .float32(.init(repeating: 0, count: 10))),
        ReLU(),
        Dense(weights: .dense(.normal([4, 10], seed: 2)), bias: .float32([0, 0, 0, 0])),
      ])
  }

  /// kept(t) = k + (1 - k) (1 - t)^3 with k = 0.2: 1, then 0.2 + 0.8 / 8 half way, 0.2 at the end.
  @Test func theCubeFallsFastAtFirst() throws {
    let gradual = try GradualPruning(["fc1", "fc2"], of: network(), sparsity: 0.8)
    #expect(abs(gradual.kept(at: 0) - 1) < 1e-12 && abs(gradual.kept(at: 0.5) - 0.3) < 1e-12)
    #expect(abs(gradual.kept(at: 1) - 0.2) < 1e-12 && abs(gradual.kept(at: 9) - 0.2) < 1e-12)
  }

  /// What was pruned before counts: half of the weights are there at the start.
  @Test func theRampStartsWhereTheNetworkIs() throws {
    let pruned = try network().prunedGlobally(["fc1", "fc2"], sparsity: 0.5, score: .lamp)
    let gradual = try GradualPruning(["fc1", "fc2"], of: pruned, sparsity: 0.9)
    #expect(abs(gradual.kept(at: 0) - 0.5) < 1e-12 && abs(gradual.kept(at: 1) - 0.1) < 1e-12)
    let less = try GradualPruning(["fc1", "fc2"], of: pruned, sparsity: 0.2)
    #expect(abs(less.kept(at: 1) - 0.5) < 1e-12)
  }

  /// 240 weights, half way 0.3 of them, in the end 0.2: 72, then 48, and never again a weight that
  /// was gone.
  @Test func masksShrinkAtTheirSteps() throws {
    let network = try network()
    var gradual = try GradualPruning(
      ["fc1", "fc2"], of: network, sparsity: 0.8, ramp: 0.5, interval: 10)
    #expect(try gradual.constraints(after: 9, of: 40, network: network) == nil)
    let half = try #require(try gradual.constraints(after: 10, of: 40, network: network))
    let end = try #require(try gradual.constraints(after: 20, of: 40, network: network))
    #expect(try gradual.constraints(after: 30, of: 40, network: network) == nil)
    #expect(!gradual.isSettled(after: 19, of: 40) && gradual.isSettled(after: 20, of: 40))
    func kept(_ constraints: [String: any WeightConstraint]) -> [Bool] {
      ["fc1", "fc2"].flatMap { name in
        let values = network.parameter(name)?.weights.tensor ?? Tensor(zeros: [0])
        return constraints[name]?.restored(values).mask?.isKept ?? []
      }
    }
    #expect(kept(half).count { $0 } == 72 && kept(end).count { $0 } == 48)
    #expect(zip(kept(half), kept(end)).allSatisfy { $0 || !$1 })
  }

  private static let examples = Examples(
    inputs: .normal([60, 20], seed: 3), labels: (0..<60).map { Int32($0 % 4) })

  /// After training 12 of 240 weights are there, and those that went are zero although Adam
  /// remembers their gradients.
  @Test func trainingEndsAtTheSparsity() throws {
    var plan = TrainingPlan()
    (plan.epochs, plan.batchSize, plan.optimizer, plan.rate) = (10, 10, .adam, 0.01)
    let network = try network()
    let gradual = try GradualPruning(
      ["fc1", "fc2"], of: network, sparsity: 0.95, ramp: 0.7, interval: 7)
    var random = RandomSource(seed: 4)
    let trained = try Trainer(plan, schedule: gradual)
      .train(network, on: Self.examples, random: &random).network
    var survivors = 0
    for name in ["fc1", "fc2"] {
      guard case .pruned(let pruned)? = trained.parameter(name)?.weights else {
        return #expect(Bool(false), "not pruned")
      }
      survivors += pruned.mask.survivorCount
      #expect(pruned.values.values.count { $0 != 0 } == pruned.mask.survivorCount)
    }
    #expect(survivors == 12)
  }

  /// Of two weights one is 1e-20 of the other: the smaller goes with its whole layer.
  @Test func aLayerThatWouldLoseAllEndsTraining() throws {
    var network = try network()
    network.updateParameter("fc2") { $0.weights = .dense(Tensor(zeros: [4, 10])) }
    var gradual = try GradualPruning(
      ["fc1", "fc2"], of: network, sparsity: 0.5, score: .magnitude)
    #expect(throws: PruningError.nothingLeft(layer: "fc2")) {
      try gradual.constraints(after: 1, of: 1, network: network)
    }
  }

  @Test(arguments: [1, -0.5, .nan] as [Double])
  func sparsityIsAtLeastZeroAndBelowOne(value: Double) throws {
    let network = try network()
    #expect(throws: PruningError.self) {
      try GradualPruning(["fc1"], of: network, sparsity: value)
    }
  }
}
