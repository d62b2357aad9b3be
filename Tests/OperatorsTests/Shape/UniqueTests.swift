import Operators
import Tensors
import Testing

/// Examples of the operator's description.
struct UniqueTests {
  @Test func elementsInOrderOfAppearance() throws {
    let result = try run(
      "Unique", [floats([2, 1, 1, 3, 4, 3])], ["sorted": .integer(0)], outputs: 4)
    #expect(
      result == [
        floats([2, 1, 3, 4]), integers([0, 1, 3, 4]), integers([0, 1, 1, 2, 3, 2]),
        integers([1, 2, 2, 1]),
      ])
  }

  @Test func elementsInOrder() throws {
    let result = try run("Unique", [floats([3, 1, .nan, 3, .nan], [5, 1])], outputs: 4)
    #expect(result[0].shape == [3] && Array(result[0].numbers[..<2]) == [1, 3])
    #expect(result[0].numbers[2].isNaN)
    #expect(
      result[1...] == [integers([1, 0, 2]), integers([1, 0, 2, 1, 2]), integers([1, 2, 2])])
  }

  @Test func slices() throws {
    let result = try run(
      "Unique", [floats([2, 3, 1, 0, 1, 0], [3, 2])], ["axis": .integer(0)], outputs: 4)
    #expect(
      result == [
        floats([1, 0, 2, 3], [2, 2]), integers([1, 0]), integers([1, 0, 0]), integers([2, 1]),
      ])
    #expect(throws: OperatorError("axis 2 is beyond rank 2")) {
      try run("Unique", [counted([1, 2])], ["axis": .integer(2)])
    }
  }

  @Test func booleansAndNothing() throws {
    #expect(
      try run("Unique", [booleans([true, false, true])])[0] == booleans([false, true]))
    #expect(try run("Unique", [counted([0])])[0] == counted([0]))
  }
}
