import Networks
import Tensors
import TestSupport
import Testing

struct NetworkFoldingTests {
  private func random(_ shape: [Int], _ seed: UInt64) -> Weights {
    .dense(Tensor.normal(shape, seed: seed))
  }

  private func normalization(_ channels: Int, _ seed: UInt64) -> BatchNormalization {
    let numbers = { (shift: UInt64) in Tensor.normal([channels], seed: seed + shift).values }
    return BatchNormalization(
      scale: numbers(0), shift: numbers(1), mean: numbers(2),
      variance: numbers(3).map { 0.2 + $0 * $0 })
  }

  private func bias(_ count: Int) -> Bias { .float32(Tensor.normal([count], seed: 90).values) }

  @Test func outputsOfAChainStay() throws {
    let network = try Network(
      inputShape: [4, 6, 6],
      chain: [
        Convolution2D(
          weights: random([6, 2, 3, 3], 1), bias: nil,
          layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1),
          groups: 2), normalization(6, 10),
        ReLU(),
        Convolution2D(
          weights: random([5, 6, 2, 2], 2), bias: bias(5), layout: WindowLayout(kernel: [2, 2])),
        normalization(5, 20),
        normalization(5, 30),
        Flatten(), Dense(weights: random([7, 125], 3), bias: bias(7)), normalization(7, 40),
      ])
    let folded = try network.foldingBatchNormalization()
    #expect(folded.nodes.map(\.name) == ["conv1", "relu1", "conv2", "flatten1", "fc1"])
    let x = Tensor.normal([3, 4, 6, 6], seed: 4)
    let expected = network.forward(x)
    #expect(relativeError(folded.forward(x).values, expected.values) < 1e-5)
  }

  /// y = 2 (3 x + 1 - 5) / sqrt(4) + 7 = 3 x + 3.
  @Test func oneUnitByHand() throws {
    let network = try Network(
      inputShape: [1],
      chain: [
        Dense(weights: .dense(Tensor(shape: [1, 1], values: [3])), bias: .float32([1])),
        BatchNormalization(scale: [2], shift: [7], mean: [5], variance: [4], epsilon: 1e-12),
      ])
    let layer = try #require(try network.foldingBatchNormalization().parameter("fc1"))
    #expect(layer.weights.tensor.values == [3] && layer.bias?.values == [3])
  }

  @Test func zerosOfPrunedWeightsStay() throws {
    let mask = Mask.random([6, 9], density: 0.4, seed: 5)
    let pruned = PrunedWeights(values: Tensor.normal([6, 9], seed: 6), mask: mask)
    let network = try Network(
      inputShape: [9],
      chain: [Dense(weights: .pruned(pruned), bias: bias(6)), normalization(6, 50)])
    let folded = try network.foldingBatchNormalization()
    #expect(folded.parameter("fc1")?.weights.mask == mask)
    let x = Tensor.normal([4, 9], seed: 7)
    #expect(relativeError(folded.forward(x).values, network.forward(x).values) < 1e-5)
  }

  @Test func normalizationBehindOtherLayersStays() throws {
    let network = try Network(
      inputShape: [3],
      chain: [
        normalization(3, 60), Dense(weights: random([4, 3], 8), bias: nil), ReLU(),
        normalization(4, 70),
      ])
    #expect(try network.foldingBatchNormalization().nodes.map(\.name) == network.nodes.map(\.name))
    let shared = SharedWeights(
      mask: Mask(full: [2, 3]), codes: [0, 1, 0, 1, 1, 0],
      codebook: Codebook(centroids: [1, 2], precision: .float32),
      bits: 1)
    let sharing = try Network(
      inputShape: [3], chain: [Dense(weights: .shared(shared), bias: nil), normalization(2, 80)])
    #expect(try sharing.foldingBatchNormalization().nodes.count == 2)
  }

  /// fc1 is read by the sum as well: only fc2 can take its normalization in.
  @Test func whatOthersReadIsLeftAlone() throws {
    let first = Dense(weights: random([4, 3], 9), bias: bias(4))
    let second = Dense(weights: random([4, 4], 10), bias: bias(4))
    let network = try Network(
      inputShape: [3],
      nodes: [
        .init(name: "fc1", layer: first, inputs: [.input]),
        .init(name: "norm1", layer: normalization(4, 11), inputs: [.node(0)]),
        .init(name: "fc2", layer: second, inputs: [.node(1)]),
        .init(name: "norm2", layer: normalization(4, 12), inputs: [.node(2)]),
        .init(name: "sum", layer: Addition(), inputs: [.node(0), .node(3)]),
      ])
    let folded = try network.foldingBatchNormalization()
    #expect(folded.nodes.map(\.name) == ["fc1", "norm1", "fc2", "sum"])
    #expect(
      folded.nodes.map(\.inputs) == [[.input], [.node(0)], [.node(1)], [.node(0), .node(2)]])
    let x = Tensor.normal([5, 3], seed: 13)
    #expect(relativeError(folded.forward(x).values, network.forward(x).values) < 1e-5)
  }
}
