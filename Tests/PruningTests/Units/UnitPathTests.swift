import Networks
import Pruning
import Tensors
import TestSupport
import Testing

/// Which networks' units can be followed, seen through the function that removes them.
struct UnitPathTests {
  private func refusal(_ network: Network, _ name: String) -> String {
    do {
      _ = try network.keepingStrongestUnits([name: 1])
      return "none"
    } catch { return "\(error)" }
  }

  private func dense(_ outputs: Int, _ inputs: Int) -> Dense {
    Dense(weights: .dense(.normal([outputs, inputs], seed: 9)), bias: nil)
  }

  @Test func theLastLayerIsTheNetworksOutput() throws {
    let network = try Network(inputShape: [3], chain: [dense(4, 3), ReLU(), dense(2, 4)])
    #expect(refusal(network, "fc1") == "none")
    #expect(
      refusal(network, "fc2")
        == "the units of fc2 cannot be removed: its outputs are the network's")
  }

  @Test func layersThatMixUnitsAreInTheWay() throws {
    let network = try Network(
      inputShape: [3], chain: [dense(4, 3), Softmax(), dense(2, 4)], names: [nil, "mixer", nil])
    #expect(
      refusal(network, "fc1")
        == "the units of fc1 cannot be removed: mixer (softmax) reads them")
    let normalization = BatchNormalization(
      scale: [1, 1], shift: [0, 0], mean: [0, 0], variance: [1, 1])
    let normalized = try Network(
      inputShape: [3], chain: [dense(2, 3), normalization, dense(2, 2)])
    #expect(refusal(normalized, "fc1").hasSuffix("batchnorm1 (batchnorm) reads them"))
  }

  @Test func convolutionsInGroupsAreRefused() throws {
    let grouped = Convolution2D(
      weights: .dense(.normal([4, 1, 3, 3], seed: 1)), bias: nil,
      layout: WindowLayout(kernel: [3, 3]), groups: 2)
    let network = try Network(
      inputShape: [2, 6, 6], chain: [grouped, Flatten(), dense(3, 64)])
    #expect(
      refusal(network, "conv1").hasSuffix("it is no dense layer or ungrouped convolution"))
  }

  @Test func unitsOfTwoReadersAreRefused() throws {
    let nodes = [
      Network.Node(name: "a", layer: dense(2, 3), inputs: [.input]),
      Network.Node(name: "b", layer: dense(2, 2), inputs: [.node(0)]),
      Network.Node(name: "c", layer: Addition(), inputs: [.node(0), .node(1)]),
    ]
    #expect(
      refusal(try Network(inputShape: [3], nodes: nodes), "a")
        == "the units of a cannot be removed: 2 layers read a")
  }
}
