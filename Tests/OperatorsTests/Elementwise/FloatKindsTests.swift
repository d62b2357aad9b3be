import Operators
import Tensors
import Testing

struct FloatKindsTests {
  private let input = floats([1, .nan, .infinity, -.infinity])

  @Test func kindsAreFound() throws {
    #expect(try run("IsNaN", [input]) == [booleans([false, true, false, false])])
    #expect(try run("IsInf", [input]) == [booleans([false, false, true, true])])
    #expect(
      try run("IsInf", [input], ["detect_negative": .integer(0)])
        == [booleans([false, false, true, false])])
    #expect(
      try run("IsInf", [input], ["detect_positive": .integer(0)])
        == [booleans([false, false, false, true])])
  }

  @Test func wholeNumbersAreRefused() {
    #expect(throws: OperatorError("takes floats, not int64")) { try run("IsNaN", [integers([1])]) }
  }
}
