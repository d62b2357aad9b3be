import Operators
import Tensors
import Testing

struct TreeNodesTests {
  @Test func refusesListsThatDoNotFit() {
    #expect(throws: OperatorError("the lists of nodes do not fit each other")) {
      try run(
        "TreeEnsembleRegressor", [counted([1, 1])], ["nodes_treeids": .integers([0])],
        domain: "ai.onnx.ml")
    }
  }
}
