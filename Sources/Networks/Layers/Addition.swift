import CKernels
import Tensors

/// The sum of its inputs, which have one shape: what a residual block ends in (He et al. 2015).
public struct Addition: Layer {
  public static let operation = "add"

  public init() {}
  public init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError) {
    _ = try outputShape(for: inputShapes)
  }

  public var attributes: [String: Attribute] { [:] }

  public func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    guard let first = inputShapes.first else {
      throw .wrongInputCount(operation: Self.operation, expected: 2, found: 0)
    }
    if let other = inputShapes.first(where: { $0 != first }) {
      throw .wrongInputShape(
        operation: Self.operation, expected: "inputs of one shape, here \(first)", found: other)
    }
    return first
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
