import Operators
import Testing

struct ReductionOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
    "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare", "ArgMax", "ArgMin", "CumSum", "CumProd",
    "TopK", "Hardmax",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    #expect(throws: OperatorError.self) {
      try OperatorRegistry.make(OperatorNode(name, attributes: ["unheardOf": .integer(1)]))
    }
  }
}
