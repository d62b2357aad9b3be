import CKernels
import Tensors

/// The sum of its inputs, which have one shape: what a residual block ends in (He et al. 2015).
public struct Addition: PlainLayer {
  public static let operation = "add"

  public init() {}

  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    guard let first = inputs.first else {
      throw .wrongInputCount(operation: Self.operation, expected: 2, found: 0)
    }
    _ = try onlyFloats([first], of: Self.operation)
    if let other = inputs.first(where: { $0 != first }) {
      if let shape = first.exampleShape, let found = other.exampleShape, found != shape {
        throw .wrongInputShape(
          operation: Self.operation, expected: "inputs of one shape, here \(shape)", found: found)
      }
      throw .wrongInput(
        operation: Self.operation, expected: "inputs of one type, here \(first)", found: other)
    }
    return [first]
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    output.base.update(from: inputs[0].base, count: output.count)
    for input in inputs.dropFirst() { dcs_add(output.base, input.base, output.count) }
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    LayerGradient(inputs: inputs.map { _ in outputGradient })
  }
}
