import CKernels
import Tensors

/// The mean of each window, channel by channel. Zeros of the padding count, but no more than the padding has: Caffe
/// divides by the window's area within the padded image. x: [N, C, H, W] -> y: [N, C, H', W']
public struct AveragePooling2D: PoolingLayer {
  public static let operation = "avgpool"

  public let window: PoolingWindow

  public init(_ window: PoolingWindow) { self.window = window }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    planes(of: inputs[0]).pooled(inputs[0]) { windows, input, output, count in
      var kernel = windows.kernel
      dcs_average_pool(&kernel, input, output, count)
    }
  }

  /// Every pixel of a window gets the same share of the gradient.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    let gradient = planes(of: inputs[0]).spread(outputGradient, input: inputs[0]) { windows, range, _, dy, dx in
      var kernel = windows.kernel
      dcs_average_pool_backward(&kernel, dy, dx, range.count)
    }
    return LayerGradient(inputs: [gradient])
  }
}
