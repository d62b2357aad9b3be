import Glibc
import Tensors

/// The error of some rows of weights: Σ over rows of (q - w)ᵀ H (q - w), with H made safe to
/// invert. Columns stand in the order in which they are decided: those with the largest inputs
/// first, so that the small ones make good what these cost.
package struct QuadraticForm: Sendable {
  package let depth: Int
  /// Column i of the form is column order[i] of the weights.
  package let order: [Int]
  /// H + 1% of its mean diagonal, row-major.
  package let hessian: AlignedArray<Float>
  /// U, upper triangular, with Uᵀ U = H⁻¹: what an error of column i, divided by U[i, i], does to
  /// the best values of the columns after it (Frantar et al., GPTQ, 2023).
  package let inverseFactor: AlignedArray<Float>
  /// Geometric mean of 1 / U[i, i]²: what the square of an error costs when the columns after it
  /// make good what they can.
  package let curvature: Double
  private let factor: SymmetricMatrix.CholeskyFactor

  /// What is added to the diagonal, of its mean.
  private static let damping = 0.01

  package init(_ covariance: SymmetricMatrix) {
    let depth = covariance.extent
    let diagonal = covariance.diagonal
    let mean = diagonal.reduce(0, +) / Double(max(1, depth))
    self.depth = depth
    order = diagonal.indices.sorted { (diagonal[$0], $1) > (diagonal[$1], $0) }
    // Where all inputs stay the same, any weights will do.
    let floor = mean > 0 && mean.isFinite ? Self.damping * mean : 1
    var damped = mean.isFinite ? covariance.permuted(by: order) : SymmetricMatrix(extent: depth)
    factor = Self.factor(of: &damped, adding: floor)
    let inverse = factor.inverse().choleskyFactor() ?? Self.diagonalFactor(damped)
    hessian = AlignedArray(damped.values.map { Float($0) })
    inverseFactor = AlignedArray(inverse.values.map { Float($0) })
    let logarithms = inverse.diagonal.map { -2 * log($0) }
    curvature = exp(logarithms.reduce(0, +) / Double(max(1, depth)))
  }

  /// Every input counts the same, for itself: what is left when there are no inputs to look at.
  package init(identity depth: Int) { self.init(SymmetricMatrix(extent: depth)) }

  /// Rounding may leave a covariance a little below positive definite: more is added until it is.
  private static func factor(of matrix: inout SymmetricMatrix, adding floor: Double)
    -> SymmetricMatrix.CholeskyFactor
  {
    var amount = floor
    while true {
      matrix.addToDiagonal(amount)
      if let factor = matrix.choleskyFactor() { return factor }
      amount *= 2
    }
  }

  private static func diagonalFactor(_ matrix: SymmetricMatrix) -> SymmetricMatrix.CholeskyFactor {
    .init(
      extent: matrix.extent,
      values: SymmetricMatrix(diagonal: matrix.diagonal.map { 1 / $0.squareRoot() }).values)
  }

  /// Weights [rows, depth] with their columns in this order.
  package func ordered<Element>(_ matrix: [Element]) -> [Element] {
    stride(from: 0, to: matrix.count, by: max(1, depth)).flatMap { row in
      order.map { matrix[row + $0] }
    }
  }

  /// The other way.
  package func restored<Element>(_ ordered: [Element]) -> [Element] {
    var matrix = ordered
    for row in stride(from: 0, to: ordered.count, by: max(1, depth)) {
      for (place, column) in order.enumerated() { matrix[row + column] = ordered[row + place] }
    }
    return matrix
  }

  /// The weights that do best with the inputs x̂ what `weights` did with x: W + W (C - H) H⁻¹ for C
  /// = E[x x̂ᵀ] - E[x] E[x̂]ᵀ. All in the weights' own order.
  package func target(_ weights: [Float], cross: [Double], covariance: SymmetricMatrix) -> [Float] {
    let rows = weights.count / max(1, depth)
    let difference = zip(cross, covariance.values).map { Float($0 - $1) }
    let change = MatrixMultiply.product(
      .init(weights, rows: rows, columns: depth), .init(difference, rows: depth, columns: depth))
    let moved = restored(factor.solved(ordered(change.values).map(Double.init)))
    return zip(weights, moved).map { $0 + Float($1) }
  }
}
