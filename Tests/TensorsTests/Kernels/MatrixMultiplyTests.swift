import Tensors
import TestSupport
import Testing

struct MatrixMultiplyTests {
  /// [m, n, k]: the product is [m, k] · [k, n]. The last three are above the parallel threshold of
  /// 400 000, with the longer side in m, in n, and not a multiple of the panels.
  static let extents = [
    [1, 1, 1], [2, 3, 5], [1, 17, 31], [17, 1, 31], [16, 16, 1], [31, 33, 7], [128, 64, 47],
    [67, 301, 41],
    [211, 5, 499],
  ]

  private func operand(_ height: Int, _ width: Int, transposed: Bool, seed: UInt64)
    -> MatrixMultiply.Operand
  {
    let shape = transposed ? [width, height] : [height, width]
    return .init(
      Tensor.wholeNumbers(shape, seed: seed).values, rows: shape[0], columns: shape[1],
      transposed: transposed)
  }

  /// Sums of at most 499 products of at most 64 stay below 2^24: exact in floats, whatever the
  /// order.
  @Test(arguments: extents)
  func productIsTheDefinition(extents: [Int]) {
    for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
      let a = operand(extents[0], extents[2], transposed: left, seed: 1)
      let b = operand(extents[2], extents[1], transposed: right, seed: 2)
      #expect(MatrixMultiply.product(a, b) == MatrixMultiply.naiveProduct(a, b))
    }
  }

  @Test(arguments: [[300, 100, 64], [65, 1031, 23], [999, 64, 64]])
  func threadsDoNotChangeTheBits(extents: [Int]) {
    let (m, n, k) = (extents[0], extents[1], extents[2])
    for (left, right) in [(false, true), (true, false)] {
      let a = MatrixMultiply.Operand(
        Tensor.normal([m, k], seed: 3).values, rows: left ? k : m, columns: left ? m : k,
        transposed: left)
      let b = MatrixMultiply.Operand(
        Tensor.normal([k, n], seed: 4).values, rows: right ? n : k, columns: right ? k : n,
        transposed: right)
      let results = [1, 2, 5].map { threads in
        Parallel.$threads.withValue(threads) { MatrixMultiply.product(a, b).values }
      }
      #expect(sameBits(results[0], results[1]))
      #expect(sameBits(results[0], results[2]))
      // At most 64 roundings of 2^-24 each.
      #expect(relativeError(results[0], MatrixMultiply.naiveProduct(a, b).values) < 4e-6)
    }
  }

  @Test(arguments: [[0, 3, 2], [3, 0, 2], [3, 2, 0], [0, 0, 0]])
  func emptyFactorsGiveZeros(extents: [Int]) {
    let product = MatrixMultiply.product(
      operand(extents[0], extents[2], transposed: false, seed: 1),
      operand(extents[2], extents[1], transposed: false, seed: 1))
    #expect(product == Tensor(zeros: [extents[0], extents[1]]))
  }
}
