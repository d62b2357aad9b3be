import Operators
import Tensors
import Testing

struct CompressTests {
  private let input = counted([2, 3])

  @Test func slicesStay() throws {
    #expect(
      try run("Compress", [input, booleans([false, true, true])], ["axis": .integer(1)])
        == [floats([1, 2, 4, 5], [2, 2])])
    #expect(try run("Compress", [input, booleans([false, true])]) == [floats([1])])
    #expect(throws: OperatorError("4 conditions are too many for shape [2, 3]")) {
      try run(
        "Compress", [input, booleans([true, true, true, true])], ["axis": .integer(1)])
    }
    #expect(throws: OperatorError("the condition is of type int64, not bool")) {
      try run("Compress", [input, integers([1])])
    }
  }

  @Test func placesOfWhatIsNotZero() throws {
    #expect(
      try run("NonZero", [floats([0, 2, 3, 0], [2, 2])]) == [integers([0, 1, 1, 0], [2, 2])])
    #expect(try run("NonZero", [booleans([true], [])]) == [integers([0], [1, 1])])
    #expect(try run("NonZero", [counted([0, 2])]) == [integers([], [2, 0])])
  }
}
