import CKernels
import Tensors

/// A convolution that reads the images where they lie instead of writing their windows out as
/// columns: for stride 1, no padding, output rows of a multiple of 8 pixels and a processor with
/// AVX2 and FMA. Both of LeNet-5 are such.
///
/// A library's matrix product copies both factors into its own order for each image; for 50 x 500
/// times 500 x 64 that and the columns take as long again as the arithmetic. Here the filters alone
/// are packed, once for a whole batch.
struct DirectConvolution: Sendable {
  let pass: ConvolutionPass
  /// From the start of an image to each tap of its first window; from there to each vector of 8
  /// windows; from the start of an output to each of its planes.
  let taps: [Int32]
  private let places: [Int32]
  let planes: [Int32]

  /// Images whose columns would not fit the second-level cache are better cut into bands.
  private static let largestColumns = 1 << 18
  private static let vector = 8

  /// nil where the columns must do.
  init?(_ pass: ConvolutionPass) {
    let windows = pass.windows
    guard windows.layout == WindowLayout(kernel: windows.layout.kernel),
      windows.outputWidth % Self.vector == 0,
      windows.depth * windows.pixels <= Self.largestColumns,
      pass.outputs * windows.pixels <= Int(Int32.max),
      ProcessorLevel.current >= .avx2
    else { return nil }
    self.pass = pass
    taps = (0..<windows.channels).flatMap { channel in
      (0..<windows.kernelHeight).flatMap { y in
        (0..<windows.kernelWidth).map { x in
          Int32((channel * windows.height + y) * windows.width + x)
        }
      }
    }
    places = (0..<windows.outputHeight).flatMap { y in
      stride(from: 0, to: windows.outputWidth, by: Self.vector).map { x in
        Int32(y * windows.width + x)
      }
    }
    planes = (0..<pass.outputsPerGroup).map { Int32($0 * windows.pixels) }
  }

  var tapsPerChannel: Int { pass.windows.kernelHeight * pass.windows.kernelWidth }

  func withGeometry(_ body: (dcs_direct) -> Void) {
    taps.withUnsafeBufferPointer { taps in
      places.withUnsafeBufferPointer { places in
        planes.withUnsafeBufferPointer { planes in
          body(
            dcs_direct(
              outputs: planes.count, vectors: places.count, depth: taps.count,
              taps_per_channel: tapsPerChannel,
              taps: taps.baseAddress, places: places.baseAddress, planes: planes.baseAddress,
              input_stride: pass.inputSize, output_stride: pass.outputSize))
        }
      }
    }
  }

  // MARK: Packed filters

  private static func panelled(_ rows: Int) -> Int {
    (rows + Int(DCS_PANEL) - 1) / Int(DCS_PANEL) * Int(DCS_PANEL)
  }

  /// Floats of one group's filters, panels over the outputs.
  private var filterSize: Int { Self.panelled(planes.count) * taps.count }
  /// Floats of one channel's filters, panels over its taps.
  var channelSize: Int { Self.panelled(tapsPerChannel) * planes.count }

  private func packedFilters(_ weights: [Float]) -> [Float] {
    packed(weights, size: pass.groups * filterSize) { weights, target in
      for group in 0..<pass.groups {
        dcs_pack_panels(
          weights + group * planes.count * taps.count, planes.count, taps.count, taps.count, 1,
          target + group * filterSize)
      }
    }
  }

  func packedChannels(_ weights: [Float]) -> [Float] {
    packed(weights, size: pass.groups * pass.windows.channels * channelSize) { weights, target in
      for channel in 0..<pass.groups * pass.windows.channels {
        let (group, place) = channel.quotientAndRemainder(dividingBy: pass.windows.channels)
        dcs_pack_panels(
          weights + group * planes.count * taps.count + place * tapsPerChannel, tapsPerChannel,
          planes.count, 1,
          taps.count, target + channel * channelSize)
      }
    }
  }

  private func packed(
    _ weights: [Float], size: Int,
    _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: size) { target, count in
      count = size
      weights.withUnsafeBufferPointer { weights in
        if let weights = weights.baseAddress, let target = target.baseAddress {
          body(weights, target)
        }
      }
    }
  }

  // MARK: Forward

  /// Images are independent: each is computed by one thread, in whatever order.
  func fill(
    _ output: SharedPointer<Float>, from input: SharedReader<Float>, weights: [Float],
    bias: [Float]?
  ) {
    let panels = packedFilters(weights)
    Parallel.forEachRange(of: pass.images, grain: max(1, (pass.images + 15) / 16)) { range in
      withGeometry { geometry in
        var geometry = geometry
        for image in range {
          for group in 0..<pass.groups {
            let first = group * planes.count
            panels.withUnsafeBufferPointer { panels in
              (bias ?? []).withUnsafeBufferPointer { bias in
                dcs_direct_convolution(
                  ProcessorLevel.current.kernel, &geometry,
                  panels.baseAddress.map { $0 + group * filterSize },
                  bias.isEmpty ? nil : bias.baseAddress.map { $0 + first },
                  input.base + image * pass.inputSize + group * pass.windows.imageSize,
                  output.base + image * pass.outputSize + first * pass.windows.pixels)
              }
            }
          }
        }
      }
    }
  }
}
