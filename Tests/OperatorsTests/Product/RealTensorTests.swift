import Operators
import Tensors
import Testing

struct RealTensorTests {
  /// A shape that comes as data may ask for anything.
  @Test func refusesShapesBeyondTheLimit() {
    let shape = integers([1, 1, 1 << 40, 1 << 40])
    #expect(
      throws: OperatorError(
        "shape [1, 1099511627776, 1099511627776, 2] has more than 2147483647 elements")
    ) {
      try run("AffineGrid", [counted([1, 2, 3]), shape])
    }
    #expect(throws: OperatorError("shape [1, -1, 2, 2] has a negative extent")) {
      try run("AffineGrid", [counted([1, 2, 3]), integers([1, 1, -1, 2])])
    }
  }

  @Test func refusesAxesBeyondTheRank() {
    #expect(throws: OperatorError("axis 2 is beyond rank 2")) {
      try run("Softmax", [counted([2, 2])], ["axis": .integer(2)])
    }
  }
}
