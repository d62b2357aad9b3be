import Operators
import Tensors
import TestSupport
import Testing

struct LpNormalizationTests {
  @Test func dividesByTheLength() throws {
    #expect(
      try run("LpNormalization", [floats([3, 4, 0, 0], [2, 2])])[0].numbers.map(Float.init)
        == [0.6, 0.8, 0, 0])
  }

  /// Over batch, height and width; each channel by itself.
  @Test func meanAndVarianceGo() throws {
    let result = try run("MeanVarianceNormalization", [floats([1, 3, 10, 30], [1, 2, 1, 2])])
    #expect(relativeError(result[0].numbers, [-1, 1, -1, 1]) < 1e-6)
  }

  @Test func refusesOtherNorms() {
    #expect(throws: OperatorError("p=3 is not possible")) {
      try run("LpNormalization", [counted([2])], ["p": .integer(3)])
    }
  }
}
