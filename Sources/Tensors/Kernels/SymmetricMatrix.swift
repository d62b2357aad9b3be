import COpenBLAS

/// A symmetric matrix [n, n] of doubles, and what LAPACK makes of one that is positive definite.
public struct SymmetricMatrix: Sendable, Equatable {
  public let extent: Int
  /// Row-major, both triangles.
  public var values: [Double]

  /// Precondition: extent x extent values, the same on both sides of the diagonal.
  public init(extent: Int, values: [Double]) {
    precondition(values.count == extent * extent)
    (self.extent, self.values) = (extent, values)
  }

  /// What lies below the diagonal of `upper`, extent x extent values, does not count.
  public init(extent: Int, upper: [Double]) {
    var values = upper
    for row in 0..<extent {
      for column in 0..<row { values[row * extent + column] = values[column * extent + row] }
    }
    self.init(extent: extent, values: values)
  }

  /// Zeros.
  public init(extent: Int) {
    self.init(extent: extent, values: [Double](repeating: 0, count: extent * extent))
  }

  public init(diagonal: [Double]) {
    self.init(extent: diagonal.count)
    for (place, value) in diagonal.enumerated() { values[place * extent + place] = value }
  }

  public var diagonal: [Double] { (0..<extent).map { values[$0 * extent + $0] } }

  /// Rows and columns in another order: the one that was at `order[i]` is at i.
  public func permuted(by order: [Int]) -> SymmetricMatrix {
    precondition(order.count == extent)
    var permuted = self
    for (row, from) in order.enumerated() {
      for (column, other) in order.enumerated() {
        permuted.values[row * extent + column] = values[from * extent + other]
      }
    }
    return permuted
  }

  public mutating func addToDiagonal(_ amount: Double) {
    for place in 0..<extent { values[place * extent + place] += amount }
  }

  /// LAPACK counts columns first: the lower triangle that it is asked for is our upper one.
  private static let triangle = "L"

  /// U, upper triangular, with Uᵀ U = A (dpotrf); nil unless A is positive definite.
  public func choleskyFactor() -> CholeskyFactor? {
    precondition(BLASThreads.areOff)
    var (factor, n, info) = (values, Int32(extent), Int32(0))
    guard extent > 0 else { return CholeskyFactor(extent: 0, values: []) }
    dpotrf_(Self.triangle, &n, &factor, &n, &info, 1)
    return info == 0 ? CholeskyFactor(extent: extent, values: factor) : nil
  }

  /// A Cholesky factor. What stands below its diagonal means nothing.
  public struct CholeskyFactor: Sendable {
    public let extent: Int
    /// Row-major; entries with row <= column.
    public let values: [Double]

    public init(extent: Int, values: [Double]) { (self.extent, self.values) = (extent, values) }

    public var diagonal: [Double] { (0..<extent).map { values[$0 * extent + $0] } }

    /// A⁻¹ (dpotri).
    public func inverse() -> SymmetricMatrix {
      var (inverse, n, info) = (values, Int32(extent), Int32(0))
      if extent > 0 { dpotri_(triangle, &n, &inverse, &n, &info, 1) }
      return SymmetricMatrix(extent: extent, upper: inverse)
    }

    /// X with X A = B for a matrix B [rows, n], row by row (dpotrs).
    public func solved(_ rightSides: [Double]) -> [Double] {
      var (solution, n, info) = (rightSides, Int32(extent), Int32(0))
      var rows = Int32(extent == 0 ? 0 : rightSides.count / extent)
      guard rows > 0 else { return rightSides }
      dpotrs_(triangle, &n, &rows, values, &n, &solution, &n, &info, 1)
      return solution
    }
  }
}
