import Operators
import Tensors
import Testing

struct ArgExtremeTests {
  private let matrix = floats([2, 1, 2, 3, 3, 1], [2, 3])

  @Test(
    arguments: [
      ("ArgMax", 0, [0, 0]), ("ArgMax", 1, [2, 1]), ("ArgMin", 0, [1, 2]), ("ArgMin", 1, [1, 2]),
    ] as [(String, Int, [Int64])])
  func placesInRows(name: String, last: Int, expected: [Int64]) throws {
    let attributes: [String: OperatorNode.Attribute] = [
      "axis": .integer(-1), "select_last_index": .integer(last),
    ]
    #expect(try run(name, [matrix], attributes) == [integers(expected, [2, 1])])
    #expect(
      try run(name, [matrix], attributes.merging(["keepdims": .integer(0)]) { $1 })
        == [integers(expected)])
  }

  @Test func theFirstAxisIsTheDefault() throws {
    #expect(try run("ArgMax", [matrix]) == [integers([1, 1, 0], [1, 3])])
    #expect(try run("ArgMax", [floats([1, .nan, 3])]) == [integers([1])])
    #expect(throws: OperatorError("axis 0 is empty")) { try run("ArgMax", [counted([0, 2])]) }
  }

  @Test func theFirstLargestIsOne() throws {
    #expect(try run("Hardmax", [matrix]) == [floats([1, 0, 0, 1, 0, 0], [2, 3])])
    #expect(
      try run("Hardmax", [matrix], ["axis": .integer(0)])
        == [floats([0, 0, 1, 1, 1, 0], [2, 3])])
    // Everything from the axis on is one row.
    let old = try run("Hardmax", [counted([1, 2, 2])], version: 11)
    #expect(old == [floats([0, 0, 0, 1], [1, 2, 2])])
    #expect(throws: OperatorError("takes floats, not int64")) {
      try run("Hardmax", [integers([1])])
    }
  }
}
