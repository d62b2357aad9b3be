import Tensors

/// Shapes of a product of two stacks of matrices, as NumPy's `@`: leading dimensions are
/// broadcast, and a vector is a row on the left or a column on the right.
struct ProductLayout {
  let rows: Int
  let depth: Int
  let columns: Int
  /// [batch..., rows, columns] without what the vectors do not have.
  let outputShape: [Int]
  /// For each product which matrix of each stack it takes.
  let leftMatrices: [Int]
  let rightMatrices: [Int]

  init(
    _ left: [Int], _ right: [Int], leftTransposed: Bool = false, rightTransposed: Bool = false
  ) throws(OperatorError) {
    guard !left.isEmpty, !right.isEmpty else { throw OperatorError("a scalar is no matrix") }
    let wideLeft = left.count == 1 ? [1] + left : left
    let wideRight = right.count == 1 ? right + [1] : right
    let (leftRows, leftColumns) = (wideLeft[wideLeft.count - 2], wideLeft[wideLeft.count - 1])
    let (rightRows, rightColumns) = (wideRight[wideRight.count - 2], wideRight[wideRight.count - 1])
    rows = leftTransposed ? leftColumns : leftRows
    depth = leftTransposed ? leftRows : leftColumns
    columns = rightTransposed ? rightRows : rightColumns
    guard depth == (rightTransposed ? rightColumns : rightRows) else {
      throw OperatorError("\(left) and \(right) do not fit a product")
    }
    let (leftBatch, rightBatch) = (Array(wideLeft.dropLast(2)), Array(wideRight.dropLast(2)))
    guard let batch = Shape.broadcast(leftBatch, rightBatch) else {
      throw OperatorError("\(left) and \(right) do not fit a product")
    }
    outputShape =
      batch + (left.count == 1 ? [] : [rows]) + (right.count == 1 ? [] : [columns])
    _ = try Axes.count(batch)
    _ = try Axes.count(outputShape)
    leftMatrices = Shape.offsets(
      shape: batch, strides: Shape.broadcastStrides(of: leftBatch, to: batch))
    rightMatrices = Shape.offsets(
      shape: batch, strides: Shape.broadcastStrides(of: rightBatch, to: batch))
  }

  var outputCount: Int { leftMatrices.count * rows * columns }
  /// Whether every product takes the next matrix of the left and the one matrix of the right: then
  /// all rows together are one product.
  var isOneProduct: Bool {
    rightMatrices.allSatisfy { $0 == 0 } && leftMatrices == Array(leftMatrices.indices)
  }
}

/// Products of stacks of matrices.
enum BatchedProduct {
  /// output[b] = op(left[b]) · op(right[b])
  static func of<Real: RealElement>(
    _ left: RealTensor<Real>, _ right: RealTensor<Real>, leftTransposed: Bool = false,
    rightTransposed: Bool = false
  ) throws(OperatorError) -> RealTensor<Real> {
    let leftTransposed = leftTransposed && left.rank > 1
    let rightTransposed = rightTransposed && right.rank > 1
    let layout = try ProductLayout(
      left.shape, right.shape, leftTransposed: leftTransposed, rightTransposed: rightTransposed)
    var output = try RealTensor<Real>(shape: layout.outputShape)
    let (m, k, n) = (layout.rows, layout.depth, layout.columns)
    guard output.count > 0, k > 0 else { return output }
    left.values.withUnsafeBufferPointer { left in
      right.values.withUnsafeBufferPointer { right in
        output.values.withUnsafeMutableBufferPointer { output in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let output = output.baseAddress
          else { return }
          func factors(_ batch: Int, rows: Int) -> (MatrixFactor<Real>, MatrixFactor<Real>) {
            (
              MatrixFactor(
                left + layout.leftMatrices[batch] * m * k, rows: leftTransposed ? k : rows,
                columns: leftTransposed ? rows : k, transposed: leftTransposed),
              MatrixFactor(
                right + layout.rightMatrices[batch] * k * n, rows: rightTransposed ? n : k,
                columns: rightTransposed ? k : n, transposed: rightTransposed)
            )
          }
          let batches = layout.leftMatrices.count
          if layout.isOneProduct, !leftTransposed {
            let (a, b) = factors(0, rows: batches * m)
            return a.multiply(b, into: output, stride: n)
          }
          let all = (0..<batches).map { factors($0, rows: m) }
          let target = SharedPointer(output)
          let pairs = FactorPairs(all)
          Parallel.forEach(batches) { batch in
            let (a, b) = pairs.all[batch]
            a.multiply(b, into: target.base + batch * m * n, stride: n)
          }
        }
      }
    }
    return output
  }

  /// SAFETY: the matrices are only read.
  private struct FactorPairs<Real: RealElement>: @unchecked Sendable {
    let all: [(MatrixFactor<Real>, MatrixFactor<Real>)]
    init(_ all: [(MatrixFactor<Real>, MatrixFactor<Real>)]) { self.all = all }
  }

  /// The same for whole numbers, modulo 2^bits.
  static func of<Integer: FixedWidthInteger & TensorElement>(
    _ left: [Integer], _ right: [Integer], _ layout: ProductLayout
  ) -> TypedTensor {
    let (m, k, n) = (layout.rows, layout.depth, layout.columns)
    var output = [Integer](repeating: 0, count: layout.outputCount)
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        output.withUnsafeMutableBufferPointer { output in
          for batch in layout.leftMatrices.indices {
            let (a, b) = (layout.leftMatrices[batch] * m * k, layout.rightMatrices[batch] * k * n)
            for i in 0..<m {
              let first = (batch * m + i) * n
              for p in 0..<k {
                let factor = left[a + i * k + p]
                for j in 0..<n { output[first + j] &+= factor &* right[b + p * n + j] }
              }
            }
          }
        }
      }
    }
    return TypedTensor(shape: layout.outputShape, output)
  }
}
