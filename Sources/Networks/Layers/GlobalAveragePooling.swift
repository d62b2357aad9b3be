import CKernels
import Tensors

/// The mean of each channel (Lin et al. 2013), whatever the size of the image: [N, C, H, W] -> [N,
/// C, 1, 1].
public struct GlobalAveragePooling: BatchLayer, PlainLayer {
  public static let operation = "global_avgpool"

  public init() {}

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }) else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "images [channels, height, width]", found: shape)
    }
    return [shape[0], 1, 1]
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let shape = inputs[0].shape
    let (planes, size) = (shape[0] * shape[1], shape[2] * shape[3])
    output.base.update(repeating: 0, count: planes)
    dcs_add_plane_sums(inputs[0].base, output.base, planes, size)
    for plane in 0..<planes { output.base[plane] /= Float(size) }
  }

  /// Every pixel gets the same share of its channel's gradient.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    let size = inputs[0].shape[2] * inputs[0].shape[3]
    var gradient = Tensor(zeros: inputs[0].shape)
    let shares = outputGradient.values.map { $0 / Float(size) }
    dcs_add_plane_bias(&gradient.values, shares, shares.count, size)
    return LayerGradient(inputs: [gradient])
  }
}
