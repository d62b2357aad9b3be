import Operators
import Tensors
import TestSupport
import Testing

struct LocalResponseNormalizationTests {
  /// Channel 0 sees channels 0 and 1: 1 / (1 + 3 / 3 · (1 + 4)).
  @Test func neighboursDampen() throws {
    let result = try run(
      "LRN", [floats([1, 2, 3], [1, 3, 1])],
      ["size": .integer(3), "alpha": .number(3), "beta": .number(1)])
    #expect(relativeError(result[0].numbers, [1 / 6, 2 / 15, 3 / 14]) < 1e-6)
  }

  @Test func refusesSizesThatAreNotPositive() {
    #expect(throws: OperatorError("'size' is missing or not positive")) {
      try run("LRN", [counted([1, 1])], ["size": .integer(0)])
    }
  }
}
