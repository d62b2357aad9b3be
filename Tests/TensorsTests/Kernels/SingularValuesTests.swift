import Tensors
import TestSupport
import Testing

struct SingularValuesTests {
  private func product(
    _ a: Tensor, _ b: Tensor, transposingFirst: Bool = false, transposingSecond: Bool = false
  )
    -> Tensor
  {
    MatrixMultiply.product(
      .init(a.values, rows: a.shape[0], columns: a.shape[1], transposed: transposingFirst),
      .init(b.values, rows: b.shape[0], columns: b.shape[1], transposed: transposingSecond))
  }

  private func identity(_ count: Int) -> [Double] {
    (0..<count * count).map { $0 % (count + 1) == 0 ? 1 : 0 }
  }

  @Test(arguments: [[1, 1], [5, 3], [3, 5], [7, 7], [64, 17], [1, 9], [130, 257]])
  func aMatrixIsTheProductOfItsParts(shape: [Int]) throws {
    let matrix = Tensor.normal(shape, seed: 1)
    let parts = try SingularValues(of: matrix)
    let count = min(shape[0], shape[1])
    #expect(parts.u.shape == [shape[0], count] && parts.vTransposed.shape == [count, shape[1]])
    #expect(
      zip(parts.values, parts.values.dropFirst()).allSatisfy { $0 >= $1 }
        && parts.values.allSatisfy { $0 >= 0 })
    let (left, right) = parts.factors(rank: count)
    #expect(relativeError(product(left, right).values, matrix.doubles) < 1e-5)
    #expect(
      relativeError(product(parts.u, parts.u, transposingFirst: true).values, identity(count))
        < 1e-5)
    #expect(
      relativeError(
        product(parts.vTransposed, parts.vTransposed, transposingSecond: true).values,
        identity(count))
        < 1e-5)
  }

  /// AᵀA of [[3, 0], [4, 5]] is [[25, 20], [20, 25]] with eigenvalues 45 and 5, so s = 3√5 and √5;
  /// the vector of 45 is (1, 1) / √2, and A · v / s = (1, 3) / √10.
  @Test func twoByTwoByHand() throws {
    let root = { (x: Double) in x.squareRoot() }
    let parts = try SingularValues(of: Tensor(shape: [2, 2], values: [3, 0, 4, 5]))
    #expect(relativeError(parts.values, [45, 5].map(root)) < 1e-6)
    #expect(
      relativeError([parts.u.values[0], parts.u.values[2]], [1 / root(10), 3 / root(10)]) < 1e-6)
    #expect(relativeError(Array(parts.vTransposed.values[0...1]), [0.5, 0.5].map(root)) < 1e-6)
  }

  /// Eckart & Young: the squared error of the best approximation is the sum of the squares of the
  /// values left out.
  @Test func theErrorOfARankIsThatOfTheValuesLeftOut() throws {
    let matrix = Tensor.normal([20, 30], seed: 2)
    let parts = try SingularValues(of: matrix)
    for rank in [1, 7, 19] {
      let (left, right) = parts.factors(rank: rank)
      let squares = zip(product(left, right).values, matrix.values).reduce(0.0) {
        $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
      }
      let expected = parts.values.dropFirst(rank).reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(squares - expected) < 1e-4 * expected)
    }
  }

  @Test func emptyMatricesHaveNoValues() throws {
    #expect(try SingularValues(of: Tensor(zeros: [0, 4])).values.isEmpty)
  }

  @Test func whatIsNoFiniteMatrixIsRefused() {
    #expect(throws: SingularValuesError.notAMatrix(shape: [3])) {
      try SingularValues(of: Tensor(zeros: [3]))
    }
    for value in [Float.nan, .infinity] {
      #expect(throws: SingularValuesError.notFinite) {
        try SingularValues(of: Tensor(shape: [2, 2], values: [1, 2, value, 4]))
      }
    }
    #expect(throws: SingularValuesError.tooLarge(shape: [8192, 8192])) {
      try SingularValues(of: Tensor(zeros: [8192, 8192]))
    }
  }
}
