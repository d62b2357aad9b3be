import Tensors

/// Inputs one after the other along the first dimension of each example, the channels of images:
/// [N, C1, ...], [N, C2, ...] -> [N, C1 + C2, ...]. What SqueezeNet's fire modules end in.
public struct Concatenation: BatchLayer, PlainLayer {
  public static let operation = "concat"

  public init() {}

  /// Limited: a file of some bytes could double a layer's channels again and again.
  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    guard let first = inputShapes.first else {
      throw .wrongInputCount(operation: Self.operation, expected: 2, found: 0)
    }
    let rest = first.dropFirst()
    if let other = inputShapes.first(where: { $0.isEmpty || $0.dropFirst() != rest }) {
      throw .wrongInputShape(
        operation: Self.operation,
        expected: "inputs that differ from \(first) in the first extent only", found: other)
    }
    let shape = [inputShapes.reduce(0) { $0 + $1[0] }] + rest
    guard WindowLimits.product(shape, isAtMost: WindowLimits.largestImage) else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "at most 2^28 values in all", found: shape)
    }
    return shape
  }

  public var storage: OutputStorage { .joined }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    var target = output.base
    for image in 0..<output.shape[0] {
      for input in inputs {
        let size = input.count / input.shape[0]
        target.update(from: input.base + image * size, count: size)
        target += size
      }
    }
  }

  /// Each input gets its part.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let total = outputGradient.shape.dropFirst().reduce(1, *)
    var start = 0
    var gradients: [Tensor] = []
    for input in inputs {
      let size = input.shape.dropFirst().reduce(1, *)
      var values: [Float] = []
      values.reserveCapacity(input.count)
      for image in 0..<input.shape[0] {
        values += outputGradient.values[image * total + start..<image * total + start + size]
      }
      gradients.append(Tensor(shape: input.shape, values: values))
      start += size
    }
    return LayerGradient(inputs: gradients)
  }
}
