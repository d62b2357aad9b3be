import COpenBLAS

/// op(A) · op(B) through OpenBLAS, row-major.
///
/// OpenBLAS's own threads are off: the result of a threaded call depends on the number of threads.
/// The longer side of the product is cut into a fixed number of panels instead, each one call of
/// sgemm.
public enum MatrixMultiply {
  /// One factor: `rows` by `columns` as stored.
  public struct Operand {
    let values: [Float]
    let rows: Int
    let columns: Int
    let isTransposed: Bool

    public init(_ values: [Float], rows: Int, columns: Int, transposed: Bool = false) {
      precondition(values.count == rows * columns)
      (self.values, self.rows, self.columns, isTransposed) = (values, rows, columns, transposed)
    }

    /// Extents after transposition.
    var height: Int { isTransposed ? columns : rows }
    var width: Int { isTransposed ? rows : columns }
  }

  /// Products below this many multiplications are not worth a second thread.
  private static let smallestParallelWork = 400_000
  private static let panels = 4

  /// [a.height, b.width]
  public static func product(_ a: Operand, _ b: Operand) -> Tensor {
    precondition(a.width == b.height && BLASThreads.areOff)
    var output = Tensor(zeros: [a.height, b.width])
    guard output.count > 0, a.width > 0 else { return output }
    a.values.withUnsafeBufferPointer { left in
      b.values.withUnsafeBufferPointer { right in
        output.values.withUnsafeMutableBufferPointer { result in
          if let left = left.baseAddress, let right = right.baseAddress,
            let result = result.baseAddress
          {
            Call(a: a, b: b, left: left, right: right, output: result).run()
          }
        }
      }
    }
    return output
  }

  /// SAFETY: panels write disjoint parts of the output; the pointers outlive `run`.
  private struct Call: @unchecked Sendable {
    let a: Operand
    let b: Operand
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>

    func run() {
      let (m, n) = (a.height, b.width)
      guard m * n * a.width >= smallestParallelWork else { return panel(0..<m, 0..<n) }
      let longer = max(m, n)
      let grain = ((longer + panels - 1) / panels + 15) / 16 * 16
      Parallel.forEachRange(of: longer, grain: grain) { range in
        m >= n ? panel(range, 0..<n) : panel(0..<m, range)
      }
    }

    func panel(_ rows: Range<Int>, _ columns: Range<Int>) {
      cblas_sgemm(
        CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
        b.isTransposed ? CblasTrans : CblasNoTrans,
        blasint(rows.count), blasint(columns.count), blasint(a.width), 1,
        left + rows.lowerBound * (a.isTransposed ? 1 : a.columns), blasint(a.columns),
        right + columns.lowerBound * (b.isTransposed ? b.columns : 1), blasint(b.columns), 0,
        output + rows.lowerBound * b.width + columns.lowerBound, blasint(b.width))
    }
  }

  /// output = input · weightsᵀ by one call of OpenBLAS, as `bench` compares with: its kernel for
  /// vectors when the batch is one. input: [batch, columns]; output: [batch, rows]. SAFETY:
  /// `weights` points to rows * columns floats.
  package static func denseLayer(
    _ weights: UnsafePointer<Float>, rows: Int, columns: Int, _ input: [Float], batch: Int,
    into output: inout [Float]
  ) {
    precondition(
      input.count == batch * columns && output.count == batch * rows && BLASThreads.areOff)
    guard rows > 0, columns > 0 else { return }
    let (m, n, k) = (blasint(batch), blasint(rows), blasint(columns))
    if batch == 1 {
      cblas_sgemv(CblasRowMajor, CblasNoTrans, n, k, 1, weights, k, input, 1, 0, &output, 1)
    } else {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, input, k, weights, k, 0, &output, n)
    }
  }

  /// The definition, one element at a time: what the fast path is tested against.
  package static func naiveProduct(_ a: Operand, _ b: Operand) -> Tensor {
    var output = Tensor(zeros: [a.height, b.width])
    for i in 0..<a.height {
      for j in 0..<b.width {
        var sum: Double = 0
        for k in 0..<a.width {
          let left = a.isTransposed ? a.values[k * a.columns + i] : a.values[i * a.columns + k]
          let right = b.isTransposed ? b.values[j * b.columns + k] : b.values[k * b.columns + j]
          sum += Double(left) * Double(right)
        }
        output.values[i * b.width + j] = Float(sum)
      }
    }
    return output
  }
}
