import Tensors

/// A factor of a product in somebody else's memory, row-major, its stored rows `stride` apart.
/// SAFETY: the memory outlives the use.
struct MatrixFactor<Real: RealElement>: @unchecked Sendable {
  let base: UnsafePointer<Real>
  /// As stored.
  let rows: Int
  let columns: Int
  let stride: Int
  let isTransposed: Bool

  init(
    _ base: UnsafePointer<Real>, rows: Int, columns: Int, stride: Int? = nil,
    transposed: Bool = false
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    (self.stride, isTransposed) = (stride ?? columns, transposed)
  }

  /// Extents after transposition.
  var height: Int { isTransposed ? columns : rows }
  var width: Int { isTransposed ? rows : columns }
  var rowStride: Int { isTransposed ? 1 : stride }
  var columnStride: Int { isTransposed ? stride : 1 }

  func rowPanel(_ range: Range<Int>) -> Self {
    MatrixFactor(
      base + range.lowerBound * rowStride, rows: isTransposed ? rows : range.count,
      columns: isTransposed ? range.count : columns, stride: stride, transposed: isTransposed)
  }

  func columnPanel(_ range: Range<Int>) -> Self {
    MatrixFactor(
      base + range.lowerBound * columnStride, rows: isTransposed ? range.count : rows,
      columns: isTransposed ? columns : range.count, stride: stride, transposed: isTransposed)
  }

  /// Products below this many multiplications are not worth a second thread.
  private static var smallestParallelWork: Int { 400_000 }
  private static var panels: Int { 4 }

  /// output = self · other, or output += self · other, on several threads. The longer side is cut
  /// into a fixed number of panels, so that the result does not depend on the number of threads.
  func multiply(
    _ other: Self, into output: UnsafeMutablePointer<Real>, stride: Int, adding: Bool = false
  ) {
    let (m, n) = (height, other.width)
    guard m > 0, n > 0 else { return }
    guard width > 0 else {
      if !adding { for row in 0..<m { (output + row * stride).update(repeating: 0, count: n) } }
      return
    }
    guard m * n * width >= Self.smallestParallelWork else {
      return Real.multiply(self, other, into: output, stride: stride, adding: adding)
    }
    let target = SharedPointer(output)
    let grain = ((max(m, n) + Self.panels - 1) / Self.panels + 15) / 16 * 16
    Parallel.forEachRange(of: max(m, n), grain: grain) { range in
      if m >= n {
        Real.multiply(
          rowPanel(range), other, into: target.base + range.lowerBound * stride, stride: stride,
          adding: adding)
      } else {
        Real.multiply(
          self, other.columnPanel(range), into: target.base + range.lowerBound, stride: stride,
          adding: adding)
      }
    }
  }
}

extension MatrixFactor<Float> {
  var block: MatrixBlock {
    MatrixBlock(base, rows: rows, columns: columns, stride: stride, transposed: isTransposed)
  }
}
