import Operators
import Tensors
import Testing

struct ReshapeTests {
  private let input = counted([2, 3, 4])

  @Test(
    arguments: [
      ([4, 6], [4, 6]), ([-1], [24]), ([0, -1], [2, 12]), ([0, 0, 2, 2], [2, 3, 2, 2]),
      ([2, -1, 1], [2, 12, 1]),
    ] as [([Int64], [Int])])
  func shapesAreResolved(wanted: [Int64], expected: [Int]) throws {
    #expect(try run("Reshape", [input, integers(wanted)]) == [counted(expected)])
  }

  @Test(arguments: [[5, 5], [-1, -1], [7, -1], [0, 0, 0, 0], [-2], [.max, .max]] as [[Int64]])
  func othersAreRefused(wanted: [Int64]) {
    #expect(throws: OperatorError.self) { try run("Reshape", [input, integers(wanted)]) }
  }

  @Test func zeroIsAnExtentWhenAllowed() throws {
    let nothing = counted([0, 5])
    let attributes: [String: OperatorNode.Attribute] = ["allowzero": .integer(1)]
    #expect(try run("Reshape", [nothing, integers([3, 0])], attributes) == [counted([3, 0])])
    #expect(try run("Reshape", [nothing, integers([-1, 5])]) == [nothing])
    #expect(throws: OperatorError("shape [0, -1] leaves an extent open beside 0")) {
      try run("Reshape", [nothing, integers([0, -1])], attributes)
    }
  }

  @Test(arguments: [(0, [1, 24]), (1, [2, 12]), (3, [24, 1]), (-1, [6, 4])])
  func flattenMakesMatrices(axis: Int, expected: [Int]) throws {
    #expect(try run("Flatten", [input], ["axis": .integer(axis)]) == [counted(expected)])
  }

  @Test func scalarsAreFlattenedAtZeroOnly() throws {
    #expect(try run("Flatten", [counted([])], ["axis": .integer(0)]) == [counted([1, 1])])
    #expect(throws: OperatorError("axis 1 is beyond rank 0")) { try run("Flatten", [counted([])]) }
  }
}
