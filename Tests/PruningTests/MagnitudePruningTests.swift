import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct MagnitudePruningTests {
  private func network() throws -> Network {
    var random = RandomSource(seed: 1)
    return try Network.lenet300().initialized(random: &random)
  }

  /// The paper's table 2: 8, 9 and 26% of 235 200, 30 000 and 1 000 weights stay.
  @Test func everyLayerHasItsOwnSparsity() throws {
    let pruned = try network().pruned(by: [
      "fc1": .sparsity(0.92), "fc2": .sparsity(0.91), "fc3": .sparsity(0.74),
    ])
    let survivors = pruned.weightNames.map { pruned.parameter($0)?.weights.survivorCount }
    #expect(survivors == [18_816, 2_700, 260])
    #expect(pruned.parameterCount == 266_610)
  }

  @Test func otherLayersStay() throws {
    let dense = try network()
    let pruned = try dense.pruned(by: ["fc2": .sparsity(0.5)])
    for name in ["fc1", "fc3"] {
      #expect(pruned.parameter(name)?.weights == dense.parameter(name)?.weights)
    }
    #expect(pruned.parameter("fc2")?.bias == dense.parameter("fc2")?.bias)
    #expect(dense.parameter("fc2")?.weights.state == "dense")
  }

  @Test func survivorsKeepTheirValuesAndTheRestIsZero() throws {
    let before = try #require(try network().parameter("fc3")).weights.tensor.values
    let weights = try #require(
      try network().pruned(by: ["fc3": .sparsity(0.6)]).parameter("fc3")
    ).weights
    let mask = try #require(weights.mask)
    for (position, value) in weights.tensor.values.enumerated() {
      #expect(value == (mask[position] ? before[position] : 0))
    }
  }

  /// Pruned weights that training would bring back are gone for good; pruning in steps ends where
  /// one step does.
  @Test func pruningInStepsNeverBringsBack() throws {
    var steps = try network()
    var masks: [Mask] = []
    for sparsity in [0.5, 0.8, 0.92, 0.3] {
      steps = try steps.pruned(by: ["fc1": .sparsity(sparsity)])
      masks.append(try #require(steps.parameter("fc1")?.weights.mask))
    }
    for (earlier, later) in zip(masks, masks.dropFirst()) {
      #expect(zip(earlier.isKept, later.isKept).allSatisfy { $0 || !$1 })
    }
    #expect(masks.map(\.survivorCount) == [117_600, 47_040, 18_816, 18_816])
    let once = try network().pruned(by: ["fc1": .sparsity(0.92)])
    #expect(steps.parameter("fc1")?.weights == once.parameter("fc1")?.weights)
  }

  @Test(arguments: [1, 1.5, -0.1, .nan, .infinity, -.infinity] as [Double])
  func sparsityIsAtLeastZeroAndBelowOne(value: Double) throws {
    let network = try network()
    #expect {
      try network.pruned(by: ["fc1": .sparsity(value)])
    } throws: { error in
      guard case PruningError.badSparsity(let found) = error else { return false }
      return found == value || (found.isNaN && value.isNaN)
    }
  }

  @Test(arguments: [-0.1, .nan, .infinity] as [Double])
  func thresholdsAndQualitiesAreFiniteAndNotNegative(value: Double) throws {
    let network = try network()
    #expect(throws: PruningError.self) { try network.pruned(by: ["fc1": .threshold(value)]) }
    #expect(throws: PruningError.self) { try network.pruned(by: ["fc1": .quality(value)]) }
  }

  @Test func sharedLayersAreRefused() throws {
    var network = try network()
    let mask = Mask(full: [10, 100])
    let shared = SharedWeights(
      mask: mask, codes: [UInt8](repeating: 0, count: 1000),
      codebook: Codebook(centroids: [1], precision: .float16),
      bits: 1)
    network.updateParameter("fc3") { $0.weights = .shared(shared) }
    #expect(throws: PruningError.alreadyShared(layer: "fc3")) {
      try network.pruned(by: ["fc3": .sparsity(0.5)])
    }
    network.updateParameter("fc3") { $0.weights = .absent(shape: [10, 100]) }
    #expect(throws: PruningError.alreadyShared(layer: "fc3")) {
      try network.pruned(by: ["fc3": .sparsity(0.5)])
    }
  }

  /// 99.96% of 1000 rounds to all of them.
  @Test(arguments: [PruningCriterion.sparsity(0.9996), .threshold(1e6), .quality(100)])
  func aLayerThatWouldLoseAllIsRefused(criterion: PruningCriterion) throws {
    let network = try network()
    #expect(throws: PruningError.nothingLeft(layer: "fc3")) {
      try network.pruned(by: ["fc3": criterion])
    }
  }
}
