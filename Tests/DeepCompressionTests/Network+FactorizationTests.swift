import DeepCompression
import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct NetworkFactorizationTests {
  private func network() throws -> Network {
    var random = RandomSource(seed: 1)
    return try Network(
      inputShape: [3, 8, 8],
      descriptions: [
        LayerDescription(
          operation: "convolution",
          attributes: [
            "outputs": .integers([6]), "kernel": .integers([3, 2]), "stride": .integers([2]),
            "padding": .integers([1]),
          ]),
        LayerDescription(operation: "relu"), LayerDescription(operation: "flatten"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([9])]),
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([4]), "bias": .integers([0])]),
      ]
    ).initialized(random: &random)
  }

  @Test func theFullRankComputesTheSame() throws {
    let network = try network()
    let thin = try network.factorized(ranks: ["conv1": 6, "fc1": 9, "fc2": 4])
    #expect(
      thin.nodes.map(\.name) == [
        "conv1_in", "conv1_out", "relu1", "flatten1", "fc1_in", "fc1_out", "fc2_in", "fc2_out",
      ])
    let x = Tensor.normal([5, 3, 8, 8], seed: 2)
    #expect(relativeError(thin.forward(x).values, network.forward(x).values) < 1e-5)
  }

  /// outputs x rank + rank x inputs, and the old biases.
  @Test func aRankDecidesTheSize() throws {
    let thin = try network().factorized(ranks: ["fc1": 2])
    let inputs = try #require(try network().parameter("fc1")?.weights.shape[1])
    #expect(
      thin.parameter("fc1_in")?.weights.shape == [2, inputs]
        && thin.parameter("fc1_in")?.bias == nil)
    #expect(
      thin.parameter("fc1_out")?.weights.shape == [9, 2]
        && thin.parameter("fc1_out")?.bias?.count == 9)
  }

  /// A matrix of rank 1 loses nothing at rank 1.
  @Test func whatHasARankKeepsItsValues() throws {
    let weights = Tensor(
      shape: [3, 4], values: [1, 2, 3].flatMap { row in [2, -1, 0, 1].map { Float(row) * $0 } })
    let network = try Network(
      inputShape: [4], chain: [Dense(weights: .dense(weights), bias: .float32([1, 1, 1]))])
    let x = Tensor.normal([2, 4], seed: 3)
    let thin = try network.factorized(ranks: ["fc1": 1])
    #expect(relativeError(thin.forward(x).values, network.forward(x).values) < 1e-5)
  }

  @Test func whatCannotBeDoneIsRefused() throws {
    #expect(throws: FactorizationError.rankOutOfRange(layer: "fc2", rank: 5, largest: 4)) {
      try network().factorized(ranks: ["fc2": 5])
    }
    #expect(throws: FactorizationError.rankOutOfRange(layer: "fc2", rank: 0, largest: 4)) {
      try network().factorized(ranks: ["fc2": 0])
    }
    let pruned = try network().pruned(by: ["fc1": .sparsity(0.5)])
    #expect(throws: FactorizationError.compressed(layer: "fc1", state: "pruned")) {
      try pruned.factorized(ranks: ["fc1": 2])
    }
    let grouped = try Network(
      inputShape: [2, 3, 3],
      chain: [
        Convolution2D(
          weights: .dense(Tensor.normal([4, 1, 1, 1], seed: 4)), bias: nil,
          layout: WindowLayout(kernel: [1, 1]),
          groups: 2)
      ])
    #expect(throws: FactorizationError.grouped(layer: "conv1")) {
      try grouped.factorized(ranks: ["conv1": 1])
    }
    var broken = try network()
    broken.updateParameter("fc2") {
      $0.weights = .dense(Tensor(zeros: $0.weights.shape).map { _ in .nan })
    }
    #expect(throws: FactorizationError.matrix(layer: "fc2", .notFinite)) {
      try broken.factorized(ranks: ["fc2": 1])
    }
  }
}
