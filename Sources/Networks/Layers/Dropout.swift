import CKernels
import Tensors

/// Sets a fraction `rate` of the inputs to zero while training and scales the rest by 1 / (1 -
/// rate); the identity otherwise.
public struct Dropout: FloatLayer {
  public static let operation = "dropout"

  /// Fraction of units dropped, 0..<1.
  public let rate: Double

  public init(rate: Double) { self.rate = rate }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
    rate = try attributes.number("rate", of: Self.operation, in: 0..<1)
  }

  public var attributes: [String: Attribute] { ["rate": .number(rate)] }

  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    [try onlyFloats(inputs, of: Self.operation)]
  }

  public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] }

  public var storage: OutputStorage { .same }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: inputs[0].base, count: output.count)
  }

  public func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation {
    guard rate > 0 else { return Activation(output: inputs[0]) }
    let scale = Float(1 / (1 - rate))
    let threshold = UInt32(rate * 0x1p32)
    var factors = Tensor(zeros: inputs[0].shape)
    factors.values.withUnsafeMutableBufferPointer { buffer in
      // Two decisions a random number.
      for position in stride(from: 0, to: buffer.count, by: 2) {
        let bits = random.next()
        buffer[position] = UInt32(truncatingIfNeeded: bits) >= threshold ? scale : 0
        if position + 1 < buffer.count {
          buffer[position + 1] = UInt32(bits >> 32) >= threshold ? scale : 0
        }
      }
    }
    return Activation(output: Self.product(inputs[0], factors), memory: factors)
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    LayerGradient(inputs: [
      activation.memory.map { Self.product(outputGradient, $0) } ?? outputGradient
    ])
  }

  private static func product(_ left: Tensor, _ right: Tensor) -> Tensor {
    var result = left
    dcs_multiply(&result.values, right.values, result.count)
    return result
  }
}
