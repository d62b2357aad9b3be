import Operators
import Tensors
import TestSupport
import Testing

struct AveragePoolTests {
  private let row = floats([2, 4, 6], [1, 1, 3])

  private func pooled(_ name: String, _ attributes: [String: OperatorNode.Attribute]) throws
    -> [Double]
  {
    try run(name, [row], attributes.merging(["kernel_shape": .integers([2])]) { $1 })[0].numbers
  }

  @Test func paddingCountsOnRequest() throws {
    let pads = OperatorNode.Attribute.integers([1, 0])
    #expect(try pooled("AveragePool", [:]) == [3, 5])
    #expect(try pooled("AveragePool", ["pads": pads]) == [2, 3, 5])
    #expect(
      try pooled("AveragePool", ["pads": pads, "count_include_pad": .integer(1)]) == [1, 3, 5])
  }

  /// What hangs over behind the padding never counts.
  @Test func overhangDoesNotCount() throws {
    #expect(
      try pooled(
        "AveragePool",
        ["strides": .integers([2]), "ceil_mode": .integer(1), "count_include_pad": .integer(1)])
        == [3, 6])
  }

  @Test func normsAddPowers() throws {
    #expect(try pooled("LpPool", ["p": .integer(1)]) == [6, 10])
    #expect(relativeError(try pooled("LpPool", [:]), [4.472136, 7.2111025]) < 1e-6)
  }

  @Test func refusesNormsThatAreNotPositive() {
    #expect(throws: OperatorError("p is not positive")) { try pooled("LpPool", ["p": .integer(0)]) }
  }
}
