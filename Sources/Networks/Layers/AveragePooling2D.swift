import CKernels
import Tensors

/// The mean of each window, channel by channel. Zeros of the padding count, but no more than the
/// padding has: Caffe divides by the window's area within the padded image. Or they do not count at
/// all, as in many an ONNX file. x: [N, C, H, W] -> y: [N, C, H', W']
public struct AveragePooling2D: PoolingLayer {
  public static let operation = "avgpool"

  public let window: PoolingWindow
  public let countsPadding: Bool

  public init(_ window: PoolingWindow, countsPadding: Bool = true) {
    (self.window, self.countsPadding) = (window, countsPadding)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    window = try PoolingWindow(attributes, of: Self.operation)
    countsPadding =
      try attributes.integer("count_padding", of: Self.operation, in: 0...1, default: 1) == 1
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] {
    countsPadding
      ? window.attributes
      : window.attributes.merging(["count_padding": .integers([0])]) { given, _ in given }
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    planes(of: inputs[0].shape).pool(inputs[0], into: output) { windows, input, output, count in
      var kernel = windows.kernel
      dcs_average_pool(&kernel, countsPadding ? 1 : 0, input, output, count)
    }
  }

  /// Every pixel of a window gets the same share of the gradient.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    let gradient = planes(of: inputs[0].shape).spread(outputGradient, input: inputs[0]) {
      windows, range, _, dy, dx in
      var kernel = windows.kernel
      dcs_average_pool_backward(&kernel, countsPadding ? 1 : 0, dy, dx, range.count)
    }
    return LayerGradient(inputs: [gradient])
  }
}
