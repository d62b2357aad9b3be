import Operators
import Tensors
import TestSupport
import Testing

struct MomentsTests {
  /// Float sums of squares around 10^4 would lose the deviation of 1.
  @Test func largeMeansKeepTheirDeviation() throws {
    let result = try run(
      "MeanVarianceNormalization", [floats([9999, 10001], [2])], ["axes": .integers([0])])
    #expect(relativeError(result[0].numbers, [-1, 1]) < 1e-6)
  }
}
