import Operators
import Tensors
import TestSupport
import Testing

struct LayerNormalizationTests {
  private let rows = floats([1, 3, 2, 6], [2, 2])

  @Test func givesMeansAndDeviations() throws {
    let result = try run(
      "LayerNormalization", [rows, floats([1, 2]), floats([0, 1])], ["epsilon": .number(0)],
      outputs: 3)
    #expect(result[0] == floats([-1, 3, -1, 3], [2, 2]))
    #expect(result[1] == floats([2, 4], [2, 1]) && result[2] == floats([1, 0.5], [2, 1]))
  }

  /// √((3² + 4²) / 2)
  @Test func rootMeanSquareHasNoMean() throws {
    let result = try run(
      "RMSNormalization", [floats([3, 4]), floats([1])], ["epsilon": .number(0)], version: 23)
    #expect(relativeError(result[0].numbers, [0.84852814, 1.1313708]) < 1e-6)
  }

  @Test func skipIsAddedFirst() throws {
    let result = try run(
      "SkipLayerNormalization",
      [floats([0, 1], [1, 2]), floats([1, 2], [1, 2]), floats([1, 1])],
      ["epsilon": .number(0)], outputs: 4, domain: "com.microsoft")
    #expect(result[0] == floats([-1, 1], [1, 2]) && result[3] == floats([1, 3], [1, 2]))
  }

  @Test func refusesScalesThatDoNotFit() {
    #expect(throws: OperatorError("input 1 [3] does not fit rows [2]")) {
      try run("LayerNormalization", [rows, counted([3])])
    }
  }
}
