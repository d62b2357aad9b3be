import Operators
import Tensors
import Testing

struct DeterminantTests {
  /// The second needs a pivot, the third has none.
  @Test func matrices() throws {
    let input = floats([1, 2, 3, 4, 0, 2, 3, 1, 1, 2, 2, 4], [3, 2, 2])
    #expect(try run("Det", [input]) == [floats([-2, -6, 0])])
    #expect(try run("Det", [floats([5], [1, 1])]) == [floats([5], [])])
    #expect(try run("Det", [counted([2, 0, 0])]) == [floats([1, 1])])
  }

  @Test func squaresOnly() {
    #expect(throws: OperatorError("float32 of shape [2, 3] are no square matrices")) {
      try run("Det", [counted([2, 3])])
    }
  }
}
