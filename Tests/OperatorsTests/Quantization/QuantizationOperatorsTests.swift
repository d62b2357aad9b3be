import Operators
import Testing

struct QuantizationOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "ai.onnx.ml.Scaler",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    let parts = name.split(separator: ".")
    let node = OperatorNode(
      String(parts.last ?? ""), domain: parts.dropLast().joined(separator: "."),
      attributes: ["unheardOf": .integer(1)])
    #expect(throws: OperatorError.self) { try OperatorRegistry.make(node) }
  }
}
