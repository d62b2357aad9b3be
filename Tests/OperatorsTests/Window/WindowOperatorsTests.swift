import Operators
import Testing

struct WindowOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "Resize", "GridSample",
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
