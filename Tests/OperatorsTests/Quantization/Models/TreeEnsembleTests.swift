import Operators
import Tensors
import Testing

struct TreeEnsembleTests {
  /// Members 3 and 5 of feature 0 give 1, others 2.
  @Test func membersDecide() throws {
    let result = try run(
      "TreeEnsemble", [floats([3, 4], [2, 1])],
      [
        "nodes_featureids": .integers([0]),
        "nodes_modes": .tensor(TypedTensor(shape: [1], [UInt8(6)])),
        "nodes_splits": .tensor(floats([0])), "nodes_truenodeids": .integers([0]),
        "nodes_falsenodeids": .integers([1]), "nodes_trueleafs": .integers([1]),
        "nodes_falseleafs": .integers([1]), "leaf_targetids": .integers([0, 0]),
        "leaf_weights": .tensor(floats([1, 2])), "tree_roots": .integers([0]),
        "membership_values": .tensor(floats([3, 5, .nan])),
      ], version: 5, domain: "ai.onnx.ml")
    #expect(result == [floats([1, 2], [2, 1])])
  }

  @Test func refusesRootsThatAreNotThere() {
    #expect(throws: OperatorError("a node points to one that is not there")) {
      try run(
        "TreeEnsemble", [counted([1, 1])], ["tree_roots": .integers([0])], version: 5,
        domain: "ai.onnx.ml")
    }
  }
}
