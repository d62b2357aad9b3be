import Operators
import Testing

struct SelectionOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "NonMaxSuppression", "Det",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    #expect(throws: OperatorError.self) {
      try OperatorRegistry.make(OperatorNode(name, attributes: ["unheardOf": .integer(1)]))
    }
  }
}
