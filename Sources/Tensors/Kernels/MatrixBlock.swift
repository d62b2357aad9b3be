import COpenBLAS

/// A matrix in somebody else's memory, row-major, its rows `stride` floats apart: what the layers
/// multiply while they walk through a batch. SAFETY: the memory outlives the use.
package struct MatrixBlock {
  let base: UnsafePointer<Float>
  let rows: Int
  let columns: Int
  let stride: Int
  let isTransposed: Bool

  /// `rows` and `columns` as stored.
  package init(
    _ base: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int? = nil,
    transposed: Bool = false
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    (self.stride, isTransposed) = (stride ?? columns, transposed)
  }

  var height: Int { isTransposed ? columns : rows }
  var width: Int { isTransposed ? rows : columns }
}

extension MatrixMultiply {
  /// output = a · b, or output += a · b: one call of sgemm in the calling thread. Rows of `output`
  /// are `stride` apart.
  package static func multiply(
    _ a: MatrixBlock, _ b: MatrixBlock, into output: UnsafeMutablePointer<Float>, stride: Int,
    adding: Bool = false
  ) {
    precondition(a.width == b.height && BLASThreads.areOff)
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
      b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(a.height), blasint(b.width), blasint(a.width), 1, a.base, blasint(a.stride), b.base,
      blasint(b.stride),
      adding ? 1 : 0, output, blasint(stride))
  }
}
