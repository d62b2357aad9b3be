import Tensors

/// A matrix of floats times a batch, by OpenBLAS.
struct DenseMatrix: Product {
  /// [outputs, inputs]
  let weights: Tensor
  let bias: [Float]?
  let activation: ActivationFunction

  private var rows: Int { weights.shape[0] }
  private var columns: Int { weights.count / max(1, rows) }
  /// Rows of one part: results depend on shapes alone.
  private static let partRows = 256

  var form: String { "dense" }
  var heldBytes: Int { 4 * weights.count }
  func scratchCount(batch: Int, threads: Int) -> Int { 0 }

  func run(_ pass: ProductPass) {
    Parallel.forEachRange(of: rows, grain: Self.partRows) { part in
      weights.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress, columns > 0 else { return }
        MatrixMultiply.multiply(
          MatrixBlock(
            pass.input.base, rows: pass.batch, columns: columns, stride: pass.inputStride),
          MatrixBlock(
            base + part.lowerBound * columns, rows: part.count, columns: columns, transposed: true),
          into: pass.output.base + part.lowerBound, stride: pass.outputStride)
      }
      for example in 0..<pass.batch {
        let output = pass.output.base + example * pass.outputStride
        if let bias { for row in part { output[row] += bias[row] } }
        activation.finish(
          output + part.lowerBound,
          addend: pass.addend.map { $0.base + example * pass.addendStride + part.lowerBound },
          count: part.count)
      }
    }
  }
}
