import Operators
import Tensors
import Testing

struct ComparisonTests {
  @Test(arguments: [
    ("Equal", [false, true, false, false]), ("Greater", [false, false, true, false]),
    ("GreaterOrEqual", [false, true, true, false]), ("Less", [true, false, false, false]),
    ("LessOrEqual", [true, true, false, false]),
  ])
  func numbersAreCompared(name: String, expected: [Bool]) throws {
    #expect(
      try run(name, [floats([1, 2, 3, .nan]), floats([2, 2, 2, .nan])]) == [booleans(expected)])
  }

  @Test func booleansAreEqualButNotOrdered() throws {
    let (a, b) = (booleans([true, false]), booleans([true, true]))
    #expect(try run("Equal", [a, b]) == [booleans([true, false])])
    #expect(throws: OperatorError("takes numbers, not bool")) { try run("Less", [a, b]) }
  }

  @Test func largeWholeNumbersAreNotRounded() throws {
    let result = try run("Less", [integers([.max - 1]), integers([.max])])
    #expect(result == [booleans([true])])
  }
}
