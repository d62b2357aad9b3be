import Operators
import Testing

struct NormalizationOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "BatchNormalization", "LayerNormalization", "InstanceNormalization", "GroupNormalization",
    "Softmax", "LogSoftmax", "LRN", "LpNormalization",
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
