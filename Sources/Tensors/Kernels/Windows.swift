import CKernels

/// Windows that slide over images [channels, height, width] surrounded by `padding` zeros: the geometry of convolution
/// and pooling.
public struct Windows: Sendable, Equatable {
  public let channels: Int
  public let height: Int
  public let width: Int
  public let kernelHeight: Int
  public let kernelWidth: Int
  public let stride: Int
  public let padding: Int
  public let outputHeight: Int
  public let outputWidth: Int

  /// nil when not a single window fits. `image` is [channels, height, width], `kernel` [height, width];
  /// `roundsUp` adds a last window that hangs over the edge, as Caffe's pooling does.
  public init?(over image: [Int], kernel: [Int], stride: Int, padding: Int, roundsUp: Bool = false) {
    precondition(image.count == 3 && kernel.count == 2 && stride > 0)
    guard
      let rows = Self.count(extent: image[1], kernel: kernel[0], stride: stride, padding: padding, roundsUp: roundsUp),
      let columns = Self.count(
        extent: image[2], kernel: kernel[1], stride: stride, padding: padding, roundsUp: roundsUp)
    else { return nil }
    (channels, height, width) = (image[0], image[1], image[2])
    (kernelHeight, kernelWidth) = (kernel[0], kernel[1])
    (self.stride, self.padding) = (stride, padding)
    (outputHeight, outputWidth) = (rows, columns)
  }

  /// (extent + 2 padding - kernel) / stride + 1, rounded down or up. Rounded up, a last window that would begin beyond
  /// the image and its leading padding is dropped (Caffe, pooling_layer.cpp).
  private static func count(extent: Int, kernel: Int, stride: Int, padding: Int, roundsUp: Bool) -> Int? {
    let room = extent + 2 * padding - kernel
    guard room >= 0 else { return nil }
    guard roundsUp else { return room / stride + 1 }
    let count = (room + stride - 1) / stride + 1
    return (count - 1) * stride >= extent + padding ? count - 1 : count
  }

  /// Pixels of one output plane.
  public var pixels: Int { outputHeight * outputWidth }
  /// Values of one image.
  public var imageSize: Int { channels * height * width }
  /// Values of one window.
  public var depth: Int { channels * kernelHeight * kernelWidth }

  /// The same for the kernels in C.
  public var kernel: dcs_windows {
    dcs_windows(
      channels: channels, height: height, width: width, kernel_height: kernelHeight, kernel_width: kernelWidth,
      stride: stride, padding: padding, output_height: outputHeight, output_width: outputWidth)
  }
}
