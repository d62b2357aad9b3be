import Operators
import Tensors
import Testing

struct PowerTests {
  @Test func floatsAreRaised() throws {
    #expect(try run("Pow", [floats([3, -2]), floats([2], [])]) == [floats([9, 4])])
    #expect(try run("Pow", [floats([4, 9]), floats([0.5])]) == [floats([2, 3])])
    #expect(try run("Pow", [floats([2]), floats([1, 2, 3])]) == [floats([2, 4, 8])])
  }

  /// The base's type is the result's.
  @Test func typesMayDiffer() throws {
    #expect(try run("Pow", [floats([3, 2]), integers([2, -1])]) == [floats([9, 0.5])])
    #expect(try run("Pow", [integers([9, 2]), floats([0.5, 0.5])]) == [integers([3, 1])])
  }

  /// 3^39 is beyond 2^53, where doubles are rounded.
  @Test func wholeNumbersAreExact() throws {
    #expect(
      try run("Pow", [integers([3]), integers([39])]) == [integers([4_052_555_153_018_976_267])])
    #expect(throws: OperatorError("takes numbers, not bool")) {
      try run("Pow", [floats([1]), booleans([true])])
    }
  }
}
