import CKernels
import Tensors

/// max(x, 0), element by element.
public struct ReLU: FloatLayer {
  public static let operation = "relu"

  public init() {}
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
  }

  public var attributes: [String: Attribute] { [:] }

  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    [try onlyFloats(inputs, of: Self.operation)]
  }

  public var storage: OutputStorage { .elementwise }
  public var activation: ActivationFunction? { .relu }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    dcs_relu(inputs[0].base, output.base, output.count)
  }

  /// dx = dy where y > 0.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    var gradient = outputGradient
    dcs_relu_backward(
      activation.output.values, outputGradient.values, &gradient.values, gradient.count)
    return LayerGradient(inputs: [gradient])
  }
}
