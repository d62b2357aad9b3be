import CKernels
import Tensors

/// A convolution by OpenBLAS on windows written out as columns.
struct ColumnConvolution: Product {
  /// [outputs, depth]
  let weights: [Float]
  let windows: Windows
  let groups: Int
  let bias: [Float]?
  let activation: ActivationFunction

  private var outputs: Int { weights.count / windows.depth }
  var form: String { "dense" }
  var heldBytes: Int { 4 * weights.count }

  private var columnCount: Int { (windows.depth * windows.pixels + 15) / 16 * 16 }

  func scratchCount(batch: Int, threads: Int) -> Int { min(batch, threads) * columnCount }

  func run(_ pass: ProductPass) {
    let shares = min(pass.batch, pass.threads)
    Parallel.forEach(shares) { share in
      for image in stride(from: share, to: pass.batch, by: shares) {
        run(pass, image, columns: pass.scratch.base + share * columnCount)
      }
    }
  }

  private func run(_ pass: ProductPass, _ image: Int, columns: UnsafeMutablePointer<Float>) {
    let perGroup = outputs / groups
    let output = pass.output.base + image * pass.outputStride
    var kernel = windows.kernel
    for group in 0..<groups {
      dcs_image_to_columns(
        &kernel, pass.input.base + image * pass.inputStride + group * windows.imageSize, columns,
        0, windows.outputHeight)
      weights.withUnsafeBufferPointer { weights in
        guard let base = weights.baseAddress else { return }
        MatrixMultiply.multiply(
          MatrixBlock(
            base + group * perGroup * windows.depth, rows: perGroup, columns: windows.depth),
          MatrixBlock(columns, rows: windows.depth, columns: windows.pixels),
          into: output + group * perGroup * windows.pixels, stride: windows.pixels)
      }
    }
    if let bias { dcs_add_plane_bias(output, bias, outputs, windows.pixels) }
    activation.finish(
      output, addend: pass.addend.map { $0.base + image * pass.addendStride },
      count: outputs * windows.pixels)
  }
}
