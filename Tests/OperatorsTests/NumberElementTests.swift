import Operators
import Tensors
import Testing

/// Whole numbers wrap around and never trap; floats follow IEEE 754.
struct NumberElementTests {
  private func bytes(_ values: [Int8]) -> TypedTensor {
    TypedTensor(shape: [values.count], values)
  }

  @Test(
    arguments: [
      ("Add", [127, -128], [1, -1], [-128, 127]), ("Sub", [-128, 0], [1, -128], [127, -128]),
      ("Mul", [64, -128], [2, -1], [-128, -128]),
      ("Div", [-7, -128, 5], [2, -1, 0], [-3, -128, 0]),
      ("Mod", [-7, 7, 5, -128], [3, -3, 0, -1], [2, -2, 0, 0]),
      ("Max", [-128, 5], [3, 4], [3, 5]), ("Min", [-128, 5], [3, 4], [-128, 4]),
      ("Pow", [2, -1, -2, 0], [7, 3, 3, 0], [-128, -1, -8, 1]),
      ("Pow", [2, 1, -1, -1], [-1, -5, -2, -3], [0, 1, 1, -1]),
    ] as [(String, [Int8], [Int8], [Int8])])
  func wholeNumbersWrapAround(name: String, left: [Int8], right: [Int8], expected: [Int8]) throws {
    #expect(try run(name, [bytes(left), bytes(right)]) == [bytes(expected)])
  }

  @Test func theLeastNumberHasNoPositive() throws {
    #expect(try run("Abs", [bytes([-128, -3])]) == [bytes([-128, 3])])
    #expect(try run("Neg", [bytes([-128, -3])]) == [bytes([-128, 3])])
  }

  /// fmod has the sign of the first number, % that of the second one.
  @Test func floatsHaveTwoRemainders() throws {
    let (a, b) = (floats([-4.5, 4.5, 3]), floats([2, -2, -3]))
    #expect(try run("Mod", [a, b], ["fmod": .integer(1)]) == [floats([-0.5, 0.5, 0])])
    #expect(try run("Mod", [a, b]) == [floats([1.5, -1.5, 0])])
  }

  @Test func nothingIsLargerOrSmallerThanNaN() throws {
    for name in ["Max", "Min"] {
      for pair in [[1, .nan], [.nan, 1]] as [[Float]] {
        let result = try run(name, [floats([pair[0]]), floats([pair[1]])])
        #expect(result[0].numbers[0].isNaN)
      }
    }
  }

  @Test func zeroKeepsItsSign() throws {
    #expect(try run("Neg", [floats([0])])[0].numbers[0].sign == .minus)
  }
}
