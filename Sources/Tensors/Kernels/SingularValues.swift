import COpenBLAS

/// Why a matrix cannot be decomposed.
public enum SingularValuesError: Error, Equatable, Sendable {
  case notAMatrix(shape: [Int])
  case notFinite
  case tooLarge(shape: [Int])
  /// LAPACK's iteration did not come to an end.
  case notConverged
}

extension SingularValuesError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAMatrix(let shape): "only matrices can be decomposed, not shape \(shape)"
    case .notFinite: "the matrix holds numbers that are infinite or nan"
    case .tooLarge(let shape): "a matrix of shape \(shape) is too large for LAPACK"
    case .notConverged: "the singular values did not converge"
    }
  }
}

/// A = U · diag(s) · Vᵀ for a matrix A [m, n], with k = min(m, n): the columns of U and of V are
/// orthonormal, s falls and is not negative. By LAPACK's sgesdd (divide and conquer), which comes
/// with OpenBLAS.
public struct SingularValues: Sendable {
  /// [m, k]
  public let u: Tensor
  /// k of them, the largest first.
  public let values: [Float]
  /// Vᵀ: [k, n]
  public let vTransposed: Tensor

  public init(of matrix: Tensor) throws(SingularValuesError) {
    guard matrix.shape.count == 2 else { throw .notAMatrix(shape: matrix.shape) }
    guard matrix.values.allSatisfy(\.isFinite) else { throw .notFinite }
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let smaller = min(rows, columns)
    // Its workspace grows with 4 k² + 7 k, and its numbers are 32 bits wide.
    guard rows * columns < 1 << 28, smaller < 1 << 13 else { throw .tooLarge(shape: matrix.shape) }
    guard smaller > 0 else {
      (u, values, vTransposed) = (Tensor(zeros: [rows, 0]), [], Tensor(zeros: [0, columns]))
      return
    }
    var call = Call(matrix.values, rows: rows, columns: columns)
    guard call.run() else { throw .notConverged }
    (u, vTransposed) = Self.withFixedSigns(
      Tensor(shape: [rows, smaller], values: call.u),
      Tensor(shape: [smaller, columns], values: call.vTransposed))
    values = call.s
  }

  /// LAPACK counts columns first: a row-major A is its Aᵀ = V · diag(s) · Uᵀ, so that what it calls
  /// U is our V.
  private struct Call {
    let m, n: Int32
    var matrix: [Float]
    var s, u, vTransposed: [Float]

    init(_ values: [Float], rows: Int, columns: Int) {
      let smaller = min(rows, columns)
      (m, n, matrix) = (Int32(columns), Int32(rows), values)
      s = [Float](repeating: 0, count: smaller)
      u = [Float](repeating: 0, count: rows * smaller)
      vTransposed = [Float](repeating: 0, count: smaller * columns)
    }

    /// Whether it converged.
    mutating func run() -> Bool {
      var request: [Float] = [0]
      guard BLASThreads.areOff, decompose(&request, length: -1) == 0 else {
        return false
      }
      // The length is told as a float: one ulp more makes up for its rounding.
      var work = [Float](repeating: 0, count: max(1, Int(request[0].nextUp.rounded(.up))))
      return decompose(&work, length: Int32(work.count)) == 0
    }

    private mutating func decompose(_ work: inout [Float], length: Int32) -> Int32 {
      var (m, n, k, length, information) = (m, n, Int32(s.count), length, Int32(0))
      var (lda, ldu, ldv) = (m, m, k)
      var whole = [Int32](repeating: 0, count: 8 * s.count)
      // "S": as many columns of U and rows of Vᵀ as there are values.
      var job = CChar(UInt8(ascii: "S"))
      sgesdd_(
        &job, &m, &n, &matrix, &lda, &s, &vTransposed, &ldu, &u, &ldv, &work, &length, &whole,
        &information, 1)
      return information
    }
  }

  /// A pair of columns may change its sign together; here the largest entry of each column of U is
  /// positive.
  private static func withFixedSigns(_ u: Tensor, _ vTransposed: Tensor) -> (Tensor, Tensor) {
    var (u, v) = (u, vTransposed)
    let (rows, count, columns) = (u.shape[0], u.shape[1], v.shape[1])
    for value in 0..<count {
      let largest = (0..<rows).map { u.values[$0 * count + value] }.max { abs($0) < abs($1) } ?? 0
      guard largest < 0 else { continue }
      for row in 0..<rows { u.values[row * count + value].negate() }
      for column in 0..<columns { v.values[value * columns + column].negate() }
    }
    return (u, v)
  }

  /// √s U [m, rank] and √s Vᵀ [rank, n]: their product is the best approximation of that rank
  /// (Eckart & Young 1936). Precondition: 1 <= rank <= k.
  public func factors(rank: Int) -> (left: Tensor, right: Tensor) {
    precondition((1...values.count).contains(rank))
    let (rows, count, columns) = (u.shape[0], u.shape[1], vTransposed.shape[1])
    let roots = values.prefix(rank).map { $0.squareRoot() }
    var left = Tensor(zeros: [rows, rank])
    var right = Tensor(
      shape: [rank, columns], values: Array(vTransposed.values.prefix(rank * columns)))
    for place in 0..<left.count {
      let (row, value) = place.quotientAndRemainder(dividingBy: rank)
      left.values[place] = roots[value] * u.values[row * count + value]
    }
    for place in 0..<right.count { right.values[place] *= roots[place / columns] }
    return (left, right)
  }
}
