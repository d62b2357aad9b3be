import Operators
import Tensors
import Testing

struct CumulationTests {
  @Test(
    arguments: [
      ("CumSum", 0, 0, [1, 3, 6]), ("CumSum", 1, 0, [0, 1, 3]), ("CumSum", 0, 1, [6, 5, 3]),
      ("CumSum", 1, 1, [5, 3, 0]), ("CumProd", 0, 0, [1, 2, 6]), ("CumProd", 1, 1, [6, 3, 1]),
    ] as [(String, Int, Int, [Float])])
  func stepsAddUp(name: String, exclusive: Int, reverse: Int, expected: [Float]) throws {
    let attributes: [String: OperatorNode.Attribute] = [
      "exclusive": .integer(exclusive), "reverse": .integer(reverse),
    ]
    let result = try run(name, [floats([1, 2, 3]), integers([0], [])], attributes)
    #expect(result == [floats(expected)])
  }

  @Test func alongAnAxis() throws {
    #expect(
      try run("CumSum", [counted([2, 2]), integers([0])]) == [floats([0, 1, 2, 4], [2, 2])])
    #expect(throws: OperatorError("axis 1 is beyond rank 1")) {
      try run("CumSum", [counted([2]), integers([1])])
    }
  }
}
