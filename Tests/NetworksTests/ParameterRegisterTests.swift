import Networks
import Tensors
import Testing

/// The register shows in what a network says of its parameters.
struct ParameterRegisterTests {
  private func dense(_ shape: [Int], bias: Bool = true) -> Dense {
    Dense(
      weights: .dense(Tensor(zeros: shape)),
      bias: bias ? .float32([Float](repeating: 0, count: shape[0])) : nil)
  }

  private func network(_ first: Dense, _ second: Dense, called names: [String]?) throws -> Network {
    try Network(
      inputShape: [3],
      nodes: [
        .init(name: "a", layer: first, inputs: [.input]),
        .init(name: "b", layer: second, inputs: [.node(0)], parameterNames: names),
      ])
  }

  @Test func tiedParametersAreThereOnce() throws {
    let network = try network(dense([3, 3]), dense([3, 3]), called: ["a"])
    #expect(network.parameterNames == ["a"] && network.nodes(holding: "a") == [0, 1])
    #expect(network.parameterCount == 12)
    #expect(network.trainableNames == ["a", "b"])
  }

  @Test func layersThatDoNotAgreeHoldNothingTogether() {
    #expect(
      throws: NetworkError.wrongParameterShape(layer: "b", expected: [3, 3], found: [2, 3])
    ) { try network(dense([3, 3]), dense([2, 3]), called: ["a"]) }
    #expect(throws: NetworkError.self) {
      try network(dense([3, 3]), dense([3, 3], bias: false), called: ["a"])
    }
    #expect(throws: NetworkError.wrongParameterCount(layer: "b", expected: 1, found: 2)) {
      try network(dense([3, 3]), dense([3, 3]), called: ["a", "c"])
    }
  }

  /// A layer "n.scale" and the scale of a layer "n" are two parameters.
  @Test func equalNamesByChanceAreRefused() {
    #expect(throws: NetworkError.duplicateParameter("n.scale")) {
      try Network(
        inputShape: [3],
        chain: [BatchNormalization(channels: 3), dense([3, 3])], names: ["n", "n.scale"])
    }
  }
}
