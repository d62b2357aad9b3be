import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Training goes back through networks of operators.
struct OperatorLayerTests {
  /// y = (erf(x W) + shift) V; the shape of x goes through a reshape that changes nothing.
  private func network() throws -> Network {
    var model = ONNXModel()
    model.floats = [
      ("w", .normal([4, 20], seed: 1)), ("shift", .normal([20], seed: 2)),
      ("v", .normal([20, 3], seed: 3)),
    ]
    model.nodes = [
      .init(operation: "Shape", inputs: ["x"], output: "s"),
      .init(operation: "Reshape", inputs: ["x", "s"], output: "r"),
      .init(operation: "MatMul", inputs: ["r", "w"], output: "a"),
      .init(operation: "Erf", inputs: ["a"], output: "b"),
      .init(operation: "Add", inputs: ["b", "shift"], output: "c"),
      .init(operation: "MatMul", inputs: ["c", "v"], output: "y"),
    ]
    return try ONNXFile.read(model.bytes) { _ in throw NoFiles() }
  }

  private let x = Tensor.normal([5, 4], seed: 4)
  private let direction = Tensor.normal([5, 3], seed: 5)

  private func loss(_ network: Network) -> Double {
    zip(network.forward(x).values, direction.values).reduce(0) {
      $0 + Double($1.0) * Double($1.1)
    }
  }

  /// By central differences of the loss, which is a sum over few 32-bit numbers.
  @Test func gradientsAreThoseOfTheLoss() throws {
    let network = try network()
    #expect(network.untrainableKinds.isEmpty && network.nodes.contains { $0.layer.kind == "Erf" })
    var random = RandomSource(seed: 1)
    let activations = try network.forwardForTraining(x, random: &random)
    let gradients = network.parameterGradients(
      try network.backward(direction, input: x, activations: activations))
    #expect(network.parameterNames.sorted() == ["shift", "v", "w"])
    for (name, gradient) in zip(network.parameterNames, gradients) {
      let gradient = try #require(gradient?.weights)
      for place in stride(from: 0, to: gradient.count, by: 7) {
        func moved(_ step: Float) -> Double {
          var changed = network
          changed.updateParameter(name) { parameter in
            var values = parameter.weights.tensor
            values.values[place] += step
            parameter.weights = .dense(values)
          }
          return loss(changed)
        }
        let difference = (moved(0.01) - moved(-0.01)) / 0.02
        #expect(
          abs(Double(gradient.values[place]) - difference) < 3e-3 * max(1, abs(difference)),
          "\(name) \(place): \(gradient.values[place]), by differences \(difference)")
      }
    }
  }

  /// What has no gradient is known before anything is computed.
  @Test func othersAreNamed() throws {
    var model = ONNXModel()
    model.floats = [("w", .normal([4, 20], seed: 1))]
    model.nodes = [
      .init(operation: "MatMul", inputs: ["x", "w"], output: "a"),
      .init(operation: "ReduceProd", inputs: ["a"], output: "y", integers: ["axes": [1]]),
    ]
    let network = try ONNXFile.read(model.bytes) { _ in throw NoFiles() }
    #expect(network.untrainableKinds == ["ReduceProd"])
  }
}
