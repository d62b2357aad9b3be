import Operators
import Tensors
import Testing

struct DiagonalsTests {
  @Test func onesOnADiagonal() throws {
    #expect(try run("EyeLike", [counted([2, 3])]) == [floats([1, 0, 0, 0, 1, 0], [2, 3])])
    #expect(
      try run("EyeLike", [counted([2, 2])], ["k": .integer(-1), "dtype": .integer(7)])
        == [integers([0, 0, 1, 0], [2, 2])])
    #expect(throws: OperatorError("takes rank 2, not [3]")) { try run("EyeLike", [counted([3])]) }
  }

  @Test(
    arguments: [
      (1, 0, [1, 2, 3, 0, 5, 6]), (1, 1, [0, 2, 3, 0, 0, 6]), (0, 0, [1, 0, 0, 4, 5, 0]),
      (0, -1, [0, 0, 0, 4, 0, 0]), (1, .max, [0, 0, 0, 0, 0, 0]),
    ] as [(Int, Int64, [Float])])
  func triangles(upper: Int, diagonal: Int64, expected: [Float]) throws {
    let input = floats([1, 2, 3, 4, 5, 6], [1, 2, 3])
    #expect(
      try run("Trilu", [input, integers([diagonal], [])], ["upper": .integer(upper)])
        == [floats(expected, [1, 2, 3])])
  }

  @Test func trianglesOfMatricesOnly() throws {
    #expect(throws: OperatorError("takes matrices, not [3]")) { try run("Trilu", [counted([3])]) }
    #expect(try run("Trilu", [counted([2, 0])]) == [counted([2, 0])])
  }
}
