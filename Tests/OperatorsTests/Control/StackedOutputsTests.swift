import Operators
import Tensors
import Testing

/// Slices that a loop gives, as its node's outputs.
struct StackedOutputsTests {
  /// A slice of as many elements as the number of the step.
  @Test func slicesOfSeveralShapesAreRefused() throws {
    let expand = OperatorGraph.Node(
      name: "expand", operation: try OperatorRegistry.make(OperatorNode("ConstantOfShape")),
      inputs: ["shape"], outputs: ["slice"])
    let unsqueeze = OperatorGraph.Node(
      name: "shape", operation: try OperatorRegistry.make(OperatorNode("Unsqueeze")),
      inputs: ["step", "axis"], outputs: ["shape"])
    let body = OperatorGraph(
      inputs: ["step", "condition"], constants: ["axis": integers([0])],
      nodes: [unsqueeze, expand], outputs: ["condition", "slice"])
    func outputs(_ count: Int64) throws -> [TypedTensor] {
      try run("Loop", [integers([count], []), nil], ["body": .graph(body)])
    }
    #expect(try outputs(1) == [counted([1, 0])])
    #expect(throws: OperatorError("shapes [1, 0] and [1, 1] do not fit each other")) {
      try outputs(2)
    }
  }
}
