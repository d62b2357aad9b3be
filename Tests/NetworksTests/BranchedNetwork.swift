import Networks
import Tensors

/// The sum of its inputs: what a residual branch ends in. Only tests have it.
struct Addition: Layer {
  static let operation = "addition"
  init() {}
  init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError) {}
  var attributes: [String: Attribute] { [:] }
  func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] { inputShapes.first ?? [] }

  func forward(_ inputs: [Tensor]) -> Tensor {
    inputs.dropFirst().reduce(inputs[0]) { $0.combined(with: $1, +) ?? $0 }
  }

  func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    LayerGradient(inputs: inputs.map { _ in outputGradient })
  }
}

extension Network {
  /// x -> fc1 -> relu1; relu1 is read by fc2 and by the addition: y = relu1 + fc2(relu1) + fc2(relu1).
  static func branched(_ first: Dense, _ second: Dense, inputs: Int) throws(NetworkError) -> Network {
    try Network(
      inputShape: [inputs],
      nodes: [
        Node(name: "fc1", layer: first, inputs: [networkInput]), Node(name: "relu1", layer: ReLU(), inputs: [0]),
        Node(name: "fc2", layer: second, inputs: [1]), Node(name: "sum", layer: Addition(), inputs: [1, 2, 2]),
      ])
  }
}
