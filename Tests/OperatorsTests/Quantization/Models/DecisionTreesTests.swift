import Operators
import Tensors
import Testing

struct DecisionTreesTests {
  /// Feature 1 up to 2.5 gives 10, above 20; missing goes up.
  private func tree(
    _ x: [Float], _ more: [String: OperatorNode.Attribute] = [:]
  ) throws -> [Double] {
    try run(
      "TreeEnsembleRegressor", [floats(x, [x.count / 2, 2])],
      [
        "nodes_treeids": .integers([0, 0, 0]), "nodes_nodeids": .integers([0, 1, 2]),
        "nodes_modes": .texts(["BRANCH_LEQ", "LEAF", "LEAF"]),
        "nodes_featureids": .integers([1, 0, 0]), "nodes_values": .numbers([2.5, 0, 0]),
        "nodes_truenodeids": .integers([1, 0, 0]), "nodes_falsenodeids": .integers([2, 0, 0]),
        "target_treeids": .integers([0, 0]), "target_nodeids": .integers([1, 2]),
        "target_ids": .integers([0, 0]), "target_weights": .numbers([10, 20]),
      ].merging(more) { $1 }, domain: "ai.onnx.ml")[0].numbers
  }

  @Test func rowsGoToTheirLeaves() throws {
    #expect(try tree([0, 2.5, 9, 3]) == [10, 20])
    #expect(try tree([0, 2], ["base_values": .numbers([1])]) == [11])
    #expect(
      try tree([0, .nan], ["nodes_missing_value_tracks_true": .integers([1, 0, 0])]) == [10])
  }

  @Test func refusesCirclesAndMissingFeatures() {
    #expect(throws: OperatorError("a tree goes in circles")) {
      try tree([0, 1], ["nodes_truenodeids": .integers([0, 0, 0])])
    }
    #expect(throws: OperatorError("a tree reads a feature beyond the 2 that there are")) {
      try tree([0, 1], ["nodes_featureids": .integers([2, 0, 0])])
    }
  }
}
