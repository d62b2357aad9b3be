import CKernels
import Tensors

/// The largest value of each window, channel by channel; padding never wins.
/// x: [N, C, H, W] -> y: [N, C, H', W']
public struct MaxPooling2D: PoolingLayer {
  public static let operation = "maxpool"

  public let window: PoolingWindow

  public init(_ window: PoolingWindow) { self.window = window }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    window = try PoolingWindow(attributes, of: Self.operation)
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] { window.attributes }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    planes(of: inputs[0].shape).pool(inputs[0], into: output) { windows, input, output, count in
      var kernel = windows.kernel
      dcs_max_pool(&kernel, input, output, count)
    }
  }

  /// The gradient goes to the largest value of the window, the first of equals.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    let output = activation.output.values
    let gradient = planes(of: inputs[0].shape).spread(outputGradient, input: inputs[0]) {
      windows, range, x, dy, dx in
      var kernel = windows.kernel
      output.withUnsafeBufferPointer { y in
        guard let y = y.baseAddress else { return }
        dcs_max_pool_backward(
          &kernel, x, y + range.lowerBound * windows.pixels, dy, dx, range.count)
      }
    }
    return LayerGradient(inputs: [gradient])
  }
}
