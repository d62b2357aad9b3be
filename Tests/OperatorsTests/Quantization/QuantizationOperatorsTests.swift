import Operators
import Testing

struct QuantizationOperatorsTests {
  @Test(arguments: [
    "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "ai.onnx.ml.Scaler",
    "ai.onnx.ml.Normalizer", "ai.onnx.ml.Binarizer", "ai.onnx.ml.ArrayFeatureExtractor",
    "ai.onnx.ml.LinearRegressor", "ai.onnx.ml.LinearClassifier", "ai.onnx.ml.TreeEnsemble",
    "ai.onnx.ml.TreeEnsembleRegressor",
  ])
  func isKnown(name: String) {
    #expect(OperatorRegistry.knows(name))
  }

  @Test func othersAreNot() {
    #expect(!OperatorRegistry.knows("Quantization"))
  }
}
