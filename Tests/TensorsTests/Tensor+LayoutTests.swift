import Tensors
import TestSupport
import Testing

/// Expected numbers: `y = numpy.arange(24).reshape(2, 3, 4)` and the NumPy expression named in each
/// test.
struct TensorLayoutTests {
  private let y = Tensor(shape: [2, 3, 4], values: (0..<24).map(Float.init))

  @Test(arguments: [[0, 3], [1, 1], [1, 40], [16, 16], [17, 31], [50, 3]])
  func transposingSwapsRowsAndColumns(shape: [Int]) {
    let tensor = Tensor.normal(shape, seed: 1)
    let transposed = tensor.transposed()
    #expect(transposed.shape == [shape[1], shape[0]])
    for row in 0..<shape[0] {
      for column in 0..<shape[1] {
        #expect(
          transposed.values[column * shape[0] + row] == tensor.values[row * shape[1] + column])
      }
    }
  }

  /// `y.transpose(2, 0, 1)`
  @Test func dimensionsMayBeReordered() {
    let expected: [Float] = [
      0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23,
    ]
    #expect(y.transposed(order: [2, 0, 1]) == Tensor(shape: [4, 2, 3], values: expected))
  }

  /// `y[:, 1:3, -1]`
  @Test func selectingDropsTheDimensionsOfSingleIndices() {
    let selected = y.selecting([[0, 1], [1, 2], [3]], dropping: [2])
    #expect(selected == Tensor(shape: [2, 2], values: [7, 11, 19, 23]))
  }

  /// `y[1, 2, 3]`, `y[:0]`, `y[1, [2, 0], 0]`
  @Test func selectingMayGiveAScalarNothingOrAnotherOrder() {
    #expect(y.selecting([[1], [2], [3]], dropping: [0, 1, 2]) == Tensor(shape: [], values: [23]))
    #expect(y.selecting([[], [0, 1, 2], [0, 1, 2, 3]]) == Tensor(zeros: [0, 3, 4]))
    #expect(
      y.selecting([[1], [2, 0], [0]], dropping: [0, 2]) == Tensor(shape: [2], values: [20, 12]))
  }

  /// `z = zeros((2, 3)); z[:, 1:] = [[5], [6]]`
  @Test func replacingBroadcastsTheNewValues() {
    let replaced = Tensor(zeros: [2, 3]).replacing(
      [[0, 1], [1, 2]], with: Tensor(shape: [2, 1], values: [5, 6]))
    #expect(replaced == Tensor(shape: [2, 3], values: [0, 5, 5, 0, 6, 6]))
  }

  /// `z = zeros((2, 3)); z[1] = [7, 8, 9]`
  @Test func replacingARowTakesAVector() {
    let row = Tensor(shape: [3], values: [7, 8, 9])
    let replaced = Tensor(zeros: [2, 3]).replacing([[1], [0, 1, 2]], with: row, dropping: [0])
    #expect(replaced == Tensor(shape: [2, 3], values: [0, 0, 0, 7, 8, 9]))
  }

  /// NumPy: "could not broadcast input array from shape (2,2) into shape (2,)".
  @Test func replacingByTooManyValuesGivesNothing() {
    #expect(Tensor(zeros: [2]).replacing([[0, 1]], with: Tensor(zeros: [2, 2])) == nil)
    #expect(Tensor(zeros: [3]).replacing([[0]], with: Tensor(zeros: [2])) == nil)
  }

  /// `broadcast_to(array([[1], [2]]), (2, 2, 3))`
  @Test func broadcastingRepeats() {
    let wide = Tensor(shape: [2, 1], values: [1, 2]).broadcast(to: [2, 2, 3])
    #expect(wide == Tensor(shape: [2, 2, 3], values: [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]))
  }
}
