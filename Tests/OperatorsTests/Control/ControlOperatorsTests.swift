import Operators
import Testing

struct ControlOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "If", "Loop", "Scan",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    #expect(throws: OperatorError.self) {
      try OperatorRegistry.make(OperatorNode(name, attributes: ["unheardOf": .integer(1)]))
    }
  }
}
