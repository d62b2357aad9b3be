import Operators
import Tensors
import Testing

struct ProductLayoutTests {
  /// Two matrices of the left, one of the right.
  @Test func broadcastsStacks() throws {
    let result = try run("MatMul", [counted([2, 1, 2]), floats([1, 10], [2, 1])])
    #expect(result == [floats([10, 32], [2, 1, 1])])
  }

  /// The right's stack is repeated for each of the left's.
  @Test func broadcastsBothSides() throws {
    let result = try run(
      "MatMul", [floats([1, 2], [2, 1, 1, 1]), floats([3, 4, 5], [3, 1, 1])])
    #expect(result == [floats([3, 4, 5, 6, 8, 10], [2, 3, 1, 1])])
  }

  @Test func vectorsAreRowsOrColumns() throws {
    #expect(try run("MatMul", [floats([1, 2]), floats([3, 4])]) == [floats([11], [])])
    #expect(try run("MatMul", [counted([2, 2]), floats([1, 1])]) == [floats([1, 5])])
  }

  @Test func emptyFactorsGiveZeros() throws {
    let result = try run("MatMul", [floats([], [2, 0]), floats([], [0, 2])])
    #expect(result == [floats([0, 0, 0, 0], [2, 2])])
  }

  @Test func refusesScalars() {
    #expect(throws: OperatorError("a scalar is no matrix")) {
      try run("MatMul", [floats([1], []), counted([1])])
    }
  }
}
