import Tensors
import TestSupport
import Testing

struct TensorArithmeticTests {
  /// `numpy.arange(6).reshape(2, 3) + numpy.array([[10], [20]])`
  @Test func aColumnIsAddedToEveryColumn() {
    let sum = Tensor(shape: [2, 3], values: [0, 1, 2, 3, 4, 5])
      .combined(with: Tensor(shape: [2, 1], values: [10, 20]), +)
    #expect(sum == Tensor(shape: [2, 3], values: [10, 11, 12, 23, 24, 25]))
  }

  /// `numpy.array([1, 2]).reshape(2, 1) - numpy.array([10, 20, 30])`: both sides are repeated, and
  /// the order matters.
  @Test func bothSidesAreBroadcast() {
    let difference = Tensor(shape: [2, 1], values: [1, 2])
      .combined(with: Tensor(shape: [3], values: [10, 20, 30]), -)
    #expect(difference == Tensor(shape: [2, 3], values: [-9, -19, -29, -8, -18, -28]))
  }

  @Test func aScalarFitsEverything() {
    let product = Tensor(shape: [], values: [3]).combined(
      with: Tensor(shape: [2, 2], values: [1, 2, 3, 4]), *)
    #expect(product == Tensor(shape: [2, 2], values: [3, 6, 9, 12]))
  }

  @Test func shapesThatDoNotFitGiveNothing() {
    #expect(Tensor(zeros: [2]).combined(with: Tensor(zeros: [3]), +) == nil)
  }

  @Test func mapKeepsTheShape() {
    #expect(
      Tensor(shape: [2, 1], values: [4, 9]).map { $0.squareRoot() }
        == Tensor(shape: [2, 1], values: [2, 3]))
  }

  /// `a = arange(1, 7).reshape(2, 3); b = arange(1, 4); a @ b, b @ a.T, b @ b, a @ a.T`
  @Test func matrixProductIsNumPys() {
    let a = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
    let b = Tensor(shape: [3], values: [1, 2, 3])
    #expect(a.matrixProduct(b) == Tensor(shape: [2], values: [14, 32]))
    #expect(b.matrixProduct(a.transposed()) == Tensor(shape: [2], values: [14, 32]))
    #expect(b.matrixProduct(b) == Tensor(shape: [], values: [14]))
    #expect(a.matrixProduct(a.transposed()) == Tensor(shape: [2, 2], values: [14, 32, 32, 77]))
  }

  @Test func productsThatDoNotFitGiveNothing() {
    let a = Tensor(zeros: [2, 3])
    #expect(a.matrixProduct(a) == nil)
    #expect(a.matrixProduct(Tensor(zeros: [2])) == nil)
    #expect(a.matrixProduct(Tensor(zeros: [])) == nil)
    #expect(a.matrixProduct(Tensor(zeros: [1, 3, 2])) == nil)
  }

  @Test func anEmptySumIsZero() {
    #expect(Tensor(zeros: [2, 0]).matrixProduct(Tensor(zeros: [0, 3])) == Tensor(zeros: [2, 3]))
  }
}
