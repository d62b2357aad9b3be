import Operators
import Tensors
import Testing

struct LinearModelsTests {
  private let x = floats([1, 2], [1, 2])

  @Test func regressorAddsTheIntercepts() throws {
    let result = try run(
      "LinearRegressor", [x],
      [
        "coefficients": .numbers([1, 2, 3, 4]), "intercepts": .numbers([10, 20]),
        "targets": .integer(2),
      ], domain: "ai.onnx.ml")
    #expect(result == [floats([15, 31], [1, 2])])
  }

  @Test func classifierTakesTheLargest() throws {
    let result = try run(
      "LinearClassifier", [x],
      [
        "coefficients": .numbers([1, 2, 3, 4]), "intercepts": .numbers([0, 0]),
        "classlabels_ints": .integers([7, 9]),
      ], outputs: 2, domain: "ai.onnx.ml")
    #expect(result == [integers([9]), floats([5, 11], [1, 2])])
  }

  @Test func refusesCoefficientsThatDoNotFit() {
    #expect(throws: OperatorError("3 coefficients do not fit 2 features")) {
      try run(
        "LinearRegressor", [x], ["coefficients": .numbers([1, 2, 3])], domain: "ai.onnx.ml")
    }
    #expect(throws: OperatorError("labels that are texts are not possible")) {
      try run(
        "LinearClassifier", [x], ["classlabels_strings": .texts(["a", "b"])], domain: "ai.onnx.ml")
    }
  }
}
