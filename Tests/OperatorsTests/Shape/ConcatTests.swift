import Operators
import Tensors
import Testing

struct ConcatTests {
  @Test func tensorsAreJoined() throws {
    let (a, b) = (counted([2, 1]), counted([2, 2]))
    let joined = try run("Concat", [a, b], ["axis": .integer(-1)])
    #expect(joined == [floats([0, 0, 1, 1, 2, 3], [2, 3])])
    #expect(try run("Concat", [counted([0, 2]), b], ["axis": .integer(0)]) == [b])
  }

  @Test func tensorsFit() {
    #expect(throws: OperatorError("shapes [2, 1] and [2, 2] do not fit each other")) {
      try run("Concat", [counted([2, 1]), counted([2, 2])], ["axis": .integer(0)])
    }
    #expect(throws: OperatorError("an input is of type int64, not float32")) {
      try run("Concat", [floats([1]), integers([1])], ["axis": .integer(0)])
    }
    #expect(throws: OperatorError("axis 0 is beyond rank 0")) {
      try run("Concat", [counted([]), counted([])], ["axis": .integer(0)])
    }
  }

  @Test func tensorsAreSplit() throws {
    let input = counted([5])
    let (two, three) = (floats([0, 1]), floats([2, 3, 4]))
    #expect(try run("Split", [input, integers([2, 3])], outputs: 2) == [two, three])
    #expect(
      try run("Split", [input], ["split": .integers([2, 3])], version: 11, outputs: 2)
        == [two, three])
    #expect(
      try run("Split", [input], ["num_outputs": .integer(2)], outputs: 2)
        == [floats([0, 1, 2]), floats([3, 4])])
    #expect(
      try run("Split", [counted([2, 2])], ["axis": .integer(1)], version: 13, outputs: 2)
        == [floats([0, 2], [2, 1]), floats([1, 3], [2, 1])])
  }

  @Test(arguments: [[2, 2], [6, -1], [5], [.max, .max]] as [[Int64]])
  func partsFillTheExtent(parts: [Int64]) {
    #expect(throws: OperatorError("parts of \(parts) do not fill extent 5")) {
      try run("Split", [counted([5]), integers(parts)], outputs: 2)
    }
  }
}
