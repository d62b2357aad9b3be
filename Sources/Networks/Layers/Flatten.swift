import Tensors

/// [N, ...] -> [N, all the rest].
public struct Flatten: BatchLayer, PlainLayer {
  public static let operation = "flatten"

  public init() {}

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    [try onlyInput(inputShapes, of: Self.operation).reduce(1, *)]
  }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    inputs[0].reshaped([inputs[0].shape[0], inputs[0].shape.dropFirst().reduce(1, *)])
  }

  public var storage: OutputStorage { .same }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: inputs[0].base, count: output.count)
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    LayerGradient(inputs: [outputGradient.reshaped(inputs[0].shape)])
  }
}
