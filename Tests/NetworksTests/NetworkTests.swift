import Networks
import Tensors
import TestSupport
import Testing

struct NetworkTests {
  private func dense(_ outputs: Int, _ inputs: Int) throws -> Dense {
    try Dense(attributes: ["outputs": .integers([outputs])], inputShapes: [[inputs]])
  }

  @Test func aNetworkNeedsALayer() {
    #expect(throws: NetworkError.empty) { try Network(inputShape: [3], nodes: []) }
    #expect(throws: NetworkError.empty) { try Network(inputShape: [3], chain: []) }
  }

  @Test func namesAreDifferent() throws {
    let nodes = [0, 1].map { Network.Node(name: "a", layer: ReLU(), inputs: [$0 - 1]) }
    #expect(throws: NetworkError.duplicateName("a")) { try Network(inputShape: [3], nodes: nodes) }
  }

  @Test(arguments: [[0], [1], [7], [-2], [-1, 0]])
  func inputsComeBefore(inputs: [Int]) {
    let node = Network.Node(name: "a", layer: Addition(), inputs: inputs)
    #expect(throws: NetworkError.inputNotBefore(layer: "a")) {
      try Network(inputShape: [3], nodes: [node])
    }
  }

  @Test func shapesFit() throws {
    let layer = try dense(2, 4)
    #expect(
      throws: NetworkError.wrongInputShape(operation: "dense", expected: "4 values", found: [3])
    ) {
      try Network(inputShape: [3], chain: [layer])
    }
  }

  @Test func aLayerWithOneInputRefusesTwo() {
    let node = Network.Node(name: "a", layer: ReLU(), inputs: [-1, -1])
    #expect(throws: NetworkError.wrongInputCount(operation: "relu", expected: 1, found: 2)) {
      try Network(inputShape: [3], nodes: [node])
    }
  }

  @Test func layersAreFoundByName() throws {
    let network = try Network(inputShape: [4], chain: [dense(3, 4), ReLU(), dense(2, 3)])
    #expect(network.index(of: "relu1") == 1)
    #expect(network.index(of: "fc3") == nil)
    #expect(network.weightedNames == ["fc1", "fc2"])
    #expect(network.weightedLayer("fc2")?.weights.shape == [2, 3])
    #expect(network.weightedLayer("relu1") == nil)
    #expect(network.outputShape == [2])
  }

  /// 4 · 3 + 3 + 3 · 2 + 2 = 23 parameters of 4 bytes.
  @Test func parametersAreWeightsAndBiases() throws {
    var network = try Network(inputShape: [4], chain: [dense(3, 4), ReLU(), dense(2, 3)])
    #expect(network.parameterCount == 23)
    #expect(network.denseBytes == 92)
    network.updateLayer("fc2") { $0.bias = nil }
    #expect(network.parameterCount == 21)
  }

  @Test func networksAreValues() throws {
    let original = try Network(inputShape: [2], chain: [dense(1, 2)])
    var copy = original
    copy.withTrainableParameters(at: 0) { weights, bias in (weights, bias) = ([5, 6], [7]) }
    #expect(copy.weightedLayer("fc1")?.weights.tensor.values == [5, 6])
    #expect(copy.weightedLayer("fc1")?.bias?.values == [7])
    #expect(original.weightedLayer("fc1")?.weights.tensor.values == [0, 0])
    #expect(original.weightedLayer("fc1")?.bias?.values == [0])
  }

  @Test func updatingOtherNamesDoesNothing() throws {
    var network = try Network(inputShape: [2], chain: [dense(1, 2), ReLU()])
    network.updateLayer("relu1") { $0.bias = nil }
    network.updateLayer("nothing") { $0.bias = nil }
    #expect(network.parameterCount == 3)
  }
}
