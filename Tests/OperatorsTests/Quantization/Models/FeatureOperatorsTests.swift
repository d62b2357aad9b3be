import Operators
import Tensors
import TestSupport
import Testing

struct FeatureOperatorsTests {
  @Test func scalerMovesAndScales() throws {
    let result = try run(
      "Scaler", [integers([1, 2], [1, 2])], ["offset": .numbers([1, 0]), "scale": .numbers([3])],
      domain: "ai.onnx.ml")
    #expect(result == [floats([0, 6], [1, 2])])
  }

  @Test(arguments: zip(["MAX", "L1", "L2"], [[0.75, 1], [3.0 / 7, 4.0 / 7], [0.6, 0.8]]))
  func normalizerDividesByTheNorm(norm: String, expected: [Double]) throws {
    let result = try run(
      "Normalizer", [floats([3, 4], [1, 2])], ["norm": .text(norm)], domain: "ai.onnx.ml")
    #expect(relativeError(result[0].numbers, expected) < 1e-6)
  }

  @Test func binarizerComparesWithAThreshold() throws {
    let result = try run(
      "Binarizer", [floats([1, 2])], ["threshold": .number(1)], domain: "ai.onnx.ml")
    #expect(result == [floats([0, 1])])
  }

  @Test func extractorTakesPlacesOfTheLastDimension() throws {
    let name = "ArrayFeatureExtractor"
    #expect(
      try run(name, [counted([2, 3]), integers([2, 0])], domain: "ai.onnx.ml")
        == [floats([2, 0, 5, 3], [2, 2])])
    #expect(throws: OperatorError("places [3] are beyond the last dimension of [2, 3]")) {
      try run(name, [counted([2, 3]), integers([3])], domain: "ai.onnx.ml")
    }
  }
}
