import CKernels
import Tensors

/// A convolution over a batch, as matrix products: the windows of an image are written side by side
/// as columns [depth, pixels] (im2col), so that y = W · columns. Images are taken one at a time and
/// large ones by bands of output rows, so that the columns stay in the cache; each product writes
/// its part of [N, out, H', W'] where it belongs.
struct ConvolutionPass: Sendable {
  let images: Int
  /// Over the channels of one group.
  let windows: Windows
  let groups: Int
  /// Of all groups.
  let outputs: Int

  /// Floats that the columns of a band may take: 1 MB.
  private static let bandSize = 1 << 18

  var outputsPerGroup: Int { outputs / groups }
  /// Values of one input and one output of the batch, all groups.
  var inputSize: Int { groups * windows.imageSize }
  var outputSize: Int { outputs * windows.pixels }

  /// Output rows of a band. It depends on shapes alone, so results do not depend on the number of
  /// threads.
  private var bandRows: Int {
    max(1, min(windows.outputHeight, Self.bandSize / max(1, windows.depth * windows.outputWidth)))
  }
  var bands: Int { (windows.outputHeight + bandRows - 1) / bandRows }

  func rows(ofBand band: Int) -> Range<Int> {
    band * bandRows..<min(windows.outputHeight, (band + 1) * bandRows)
  }

  /// Room for the columns of one band.
  func makeColumns() -> UnsafeMutablePointer<Float> {
    .allocate(capacity: windows.depth * bandRows * windows.outputWidth)
  }

  func forward(_ input: Tensor, weights: [Float], bias: [Float]?) -> Tensor {
    let values = [Float](unsafeUninitializedCapacity: images * outputSize) { target, count in
      count = images * outputSize
      guard let base = target.baseAddress, count > 0 else { return }
      input.values.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        fill(SharedPointer(base), from: SharedReader(source), weights, bias)
      }
    }
    return Tensor(
      shape: [images, outputs, windows.outputHeight, windows.outputWidth], values: values)
  }

  /// Bands of images are independent: each is computed by one thread, in whatever order.
  private func fill(
    _ output: SharedPointer<Float>, from input: SharedReader<Float>, _ weights: [Float],
    _ bias: [Float]?
  ) {
    if let direct = DirectConvolution(self) {
      return direct.fill(output, from: input, weights: weights, bias: bias)
    }
    let tasks = images * bands
    Parallel.forEachRange(of: tasks, grain: max(1, (tasks + 15) / 16)) { range in
      let columns = makeColumns()
      defer { columns.deallocate() }
      for task in range {
        let image = task / bands
        band(
          rows(ofBand: task % bands), of: input.base + image * inputSize, weights, columns: columns,
          to: output.base + image * outputSize, bias)
      }
    }
  }

  /// One band of one image; `output` begins at the image.
  private func band(
    _ rows: Range<Int>, of image: UnsafePointer<Float>, _ weights: [Float],
    columns: UnsafeMutablePointer<Float>,
    to output: UnsafeMutablePointer<Float>, _ bias: [Float]?
  ) {
    let (pixels, count) = (windows.pixels, rows.count * windows.outputWidth)
    let start = output + rows.lowerBound * windows.outputWidth
    var kernel = windows.kernel
    for group in 0..<groups {
      dcs_image_to_columns(
        &kernel, image + group * windows.imageSize, columns, rows.lowerBound, rows.upperBound)
      let first = group * outputsPerGroup
      weights.withUnsafeBufferPointer { weights in
        guard let base = weights.baseAddress else { return }
        MatrixMultiply.multiply(
          .init(base + first * windows.depth, rows: outputsPerGroup, columns: windows.depth),
          .init(columns, rows: windows.depth, columns: count), into: start + first * pixels,
          stride: pixels)
      }
    }
    guard let bias else { return }
    if count == pixels { return dcs_add_plane_bias(output, bias, outputs, pixels) }
    for channel in 0..<outputs {
      dcs_add_plane_bias(start + channel * pixels, [bias[channel]], 1, count)
    }
  }
}
