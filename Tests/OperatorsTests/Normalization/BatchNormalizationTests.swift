import Operators
import Tensors
import Testing

struct BatchNormalizationTests {
  private func normalized(
    _ x: TypedTensor, _ attributes: [String: OperatorNode.Attribute] = [:], outputs: Int = 1,
    version: Int = 15
  ) throws -> [TypedTensor] {
    try run(
      "BatchNormalization",
      [x, floats([2, 1]), floats([1, 0]), floats([3, 0]), floats([4, 1])],
      ["epsilon": .number(0)].merging(attributes) { $1 }, version: version, outputs: outputs)
  }

  /// 2 · (5 - 3) / 2 + 1 and 1 · (7 - 0) / 1 + 0
  @Test func usesTheRunningMoments() throws {
    #expect(try normalized(floats([5, 7], [1, 2, 1])) == [floats([3, 7], [1, 2, 1])])
  }

  /// Channel 0: mean 2, variance 1; channel 1: mean 0, variance 4.
  @Test func trainingUsesTheBatch() throws {
    let result = try normalized(
      floats([1, 2, 3, -2], [2, 2]), ["training_mode": .integer(1), "momentum": .number(0.5)],
      outputs: 3)
    #expect(result[0] == floats([-1, 1, 3, -1], [2, 2]))
    #expect(result[1] == floats([2.5, 0]) && result[2] == floats([2.5, 2.5]))
  }

  /// spatial=0: each place has its own numbers.
  @Test func oldVersionsMayNormalizePlaces() throws {
    let result = try normalized(
      floats([5, 7], [1, 1, 2]), ["spatial": .integer(0)], version: 7)
    #expect(result == [floats([3, 7], [1, 1, 2])])
  }

  @Test func refusesScalars() {
    #expect(throws: OperatorError("a scalar has no channels")) { try normalized(floats([1], [])) }
  }
}
