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
    let nodes = (0..<2).map { _ in Network.Node(name: "a", layer: ReLU(), inputs: [.input]) }
    #expect(throws: NetworkError.duplicateName("a")) { try Network(inputShape: [3], nodes: nodes) }
  }

  @Test(
    arguments: [
      [.node(0)], [.node(1)], [.node(7)], [.input(1)], [.input, .node(0)], [.node(-2)],
      [.input(-1)],
    ] as [[Network.Source]])
  func inputsComeBefore(inputs: [Network.Source]) {
    let node = Network.Node(name: "a", layer: Addition(), inputs: inputs)
    #expect(throws: NetworkError.inputNotBefore(layer: "a")) {
      try Network(inputShape: [3], nodes: [node])
    }
  }

  @Test func aNetworkGivesSomething() {
    let node = Network.Node(name: "a", layer: ReLU(), inputs: [.input])
    let input = Network.Input(name: "x", type: .examples([3]))
    #expect(throws: NetworkError.noOutputs) {
      try Network(inputs: [input], nodes: [node], outputs: [])
    }
    #expect(throws: NetworkError.inputNotBefore(layer: "y")) {
      try Network(
        inputs: [input], nodes: [node], outputs: [.init(name: "y", source: .node(0, output: 1))])
    }
    #expect(throws: NetworkError.duplicateName("x")) {
      try Network(
        inputs: [input, input], nodes: [node], outputs: [.init(name: "y", source: .node(0))])
    }
  }

  @Test func wholeNumbersAreNotTakenForFloats() {
    let type = ValueType(.int64, [.batch, .fixed(3)])
    for layer in [ReLU(), Sigmoid(), Dropout(rate: 0.5), Flatten(), Addition()] as [any Layer] {
      #expect(throws: NetworkError.self) { try layer.outputs(for: [type]) }
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
    let node = Network.Node(name: "a", layer: ReLU(), inputs: [.input, .input])
    #expect(throws: NetworkError.wrongInputCount(operation: "relu", expected: 1, found: 2)) {
      try Network(inputShape: [3], nodes: [node])
    }
  }

  @Test func layersAreFoundByName() throws {
    let network = try Network(inputShape: [4], chain: [dense(3, 4), ReLU(), dense(2, 3)])
    #expect(network.index(of: "relu1") == 1)
    #expect(network.index(of: "fc3") == nil)
    #expect(network.weightNames == ["fc1", "fc2"])
    #expect(network.parameter("fc2")?.weights.shape == [2, 3])
    #expect(network.parameter("relu1") == nil)
    #expect(network.outputShape == [2])
  }

  /// 4 · 3 + 3 + 3 · 2 + 2 = 23 parameters of 4 bytes.
  @Test func parametersAreWeightsAndBiases() throws {
    var network = try Network(inputShape: [4], chain: [dense(3, 4), ReLU(), dense(2, 3)])
    #expect(network.parameterCount == 23)
    #expect(network.denseBytes == 92)
    network.updateParameter("fc2") { $0.bias = nil }
    #expect(network.parameterCount == 21)
  }

  @Test func networksAreValues() throws {
    let original = try Network(inputShape: [2], chain: [dense(1, 2)])
    var copy = original
    copy.withTrainableParameter("fc1") { weights, bias in (weights, bias) = ([5, 6], [7]) }
    #expect(copy.parameter("fc1")?.weights.tensor.values == [5, 6])
    #expect(copy.parameter("fc1")?.bias?.values == [7])
    #expect(original.parameter("fc1")?.weights.tensor.values == [0, 0])
    #expect(original.parameter("fc1")?.bias?.values == [0])
  }

  @Test func updatingOtherNamesDoesNothing() throws {
    var network = try Network(inputShape: [2], chain: [dense(1, 2), ReLU()])
    network.updateParameter("relu1") { $0.bias = nil }
    network.updateParameter("nothing") { $0.bias = nil }
    #expect(network.parameterCount == 3)
  }
}
