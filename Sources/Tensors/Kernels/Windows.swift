import CKernels

/// Windows that slide over images [channels, height, width] surrounded by zeros: the geometry of
/// convolution and pooling.
public struct Windows: Sendable, Equatable {
  public let channels: Int
  public let height: Int
  public let width: Int
  public let layout: WindowLayout
  public let outputHeight: Int
  public let outputWidth: Int

  /// nil when not a single window fits. `image` is [channels, height, width].
  public init?(over image: [Int], _ layout: WindowLayout) {
    precondition(image.count == 3)
    guard
      let rows = Self.count(image[1], layout, direction: 0),
      let columns = Self.count(image[2], layout, direction: 1)
    else { return nil }
    (channels, height, width) = (image[0], image[1], image[2])
    self.layout = layout
    (outputHeight, outputWidth) = (rows, columns)
  }

  /// (extent + padding - span) / stride + 1, rounded down or up. Rounded up, a last window that
  /// would begin beyond the image and its leading padding is dropped (Caffe, pooling_layer.cpp).
  /// `direction`: 0 vertical, 1 horizontal.
  private static func count(_ extent: Int, _ layout: WindowLayout, direction: Int) -> Int? {
    let (stride, leading) = (layout.stride[direction], layout.padding[direction])
    let room = extent + leading + layout.padding[direction + 2] - layout.span[direction]
    guard room >= 0 else { return nil }
    guard layout.roundsUp else { return room / stride + 1 }
    let count = (room + stride - 1) / stride + 1
    return (count - 1) * stride >= extent + leading ? count - 1 : count
  }

  public var kernelHeight: Int { layout.kernel[0] }
  public var kernelWidth: Int { layout.kernel[1] }
  /// Pixels of one output plane.
  public var pixels: Int { outputHeight * outputWidth }
  /// Values of one image.
  public var imageSize: Int { channels * height * width }
  /// Values of one window.
  public var depth: Int { channels * kernelHeight * kernelWidth }

  /// The same for the kernels in C.
  public var kernel: dcs_windows {
    dcs_windows(
      channels: channels, height: height, width: width, kernel_height: kernelHeight,
      kernel_width: kernelWidth,
      stride_y: layout.stride[0], stride_x: layout.stride[1], top: layout.padding[0],
      left: layout.padding[1],
      bottom: layout.padding[2], right: layout.padding[3], dilation_y: layout.dilation[0],
      dilation_x: layout.dilation[1], output_height: outputHeight, output_width: outputWidth)
  }
}
