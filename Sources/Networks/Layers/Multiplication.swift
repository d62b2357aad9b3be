import CKernels
import Tensors

/// The product of two values, element by element; the second may have one number a channel, as the
/// gates of squeeze and excitation do (Hu et al. 2018): [N, C, H, W] · [N, C, 1, 1].
public struct Multiplication: BatchLayer, PlainLayer {
  public static let operation = "multiply"

  public init() {}

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    guard inputShapes.count == 2 else {
      throw .wrongInputCount(operation: Self.operation, expected: 2, found: inputShapes.count)
    }
    let (shape, factor) = (inputShapes[0], inputShapes[1])
    guard factor == shape || Self.isChannels(factor, of: shape) else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(shape), or one number for each channel",
        found: factor)
    }
    return shape
  }

  /// Whether a value has one number for each channel of another; shapes without the batch.
  public static func isChannels(_ factor: [Int], of shape: [Int]) -> Bool {
    !shape.isEmpty && factor == [shape[0]] + shape.dropFirst().map { _ in 1 }
  }

  public var storage: OutputStorage { .elementwise }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let (x, factor) = (inputs[0], inputs[1])
    guard factor.count == x.count else {
      let planes = factor.count
      return dcs_scale_planes(
        x.base, factor.base, output.base, planes, x.count / max(1, planes))
    }
    // The output may lie where either input lies.
    let target = UnsafePointer(output.base)
    let (first, second) = target == factor.base ? (factor, x) : (x, factor)
    if target != first.base { output.base.update(from: first.base, count: x.count) }
    dcs_multiply(output.base, second.base, x.count)
  }

  /// y = a b: da = b dy, db = a dy, summed over the channel where b has one number.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    var second = outputGradient
    dcs_multiply(&second.values, inputs[0].values, second.count)
    let first = forward([outputGradient, inputs[1]])
    guard inputs[1].count < inputs[0].count else { return LayerGradient(inputs: [first, second]) }
    var sums = Tensor(zeros: inputs[1].shape)
    let (planes, size) = (sums.count, second.count / max(1, sums.count))
    dcs_add_plane_sums(second.values, &sums.values, planes, size)
    return LayerGradient(inputs: [first, sums])
  }
}
