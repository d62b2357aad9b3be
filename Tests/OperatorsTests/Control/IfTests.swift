import Operators
import Tensors
import Testing

struct IfTests {
  /// outer + 1, or outer - 1.
  private func branch(_ operation: String) throws -> OperatorNode.Attribute {
    let node = OperatorGraph.Node(
      name: operation, operation: try OperatorRegistry.make(OperatorNode(operation)),
      inputs: ["outer", "one"], outputs: ["result"])
    return .graph(
      OperatorGraph(
        inputs: [], constants: ["one": floats([1])], nodes: [node], outputs: ["result"]))
  }

  private func choice() throws -> (any ControlOperator)? {
    let attributes = ["then_branch": try branch("Add"), "else_branch": try branch("Sub")]
    return try OperatorRegistry.make(OperatorNode("If", attributes: attributes))
      as? any ControlOperator
  }

  @Test func oneGraphIsComputed() throws {
    let choice = try #require(try choice())
    #expect(choice.capturedNames == ["outer"])
    let outer = ["outer": floats([5])]
    #expect(try choice.outputs(of: [booleans([true])], captured: outer) == [floats([6])])
    #expect(try choice.outputs(of: [booleans([false])], captured: outer) == [floats([4])])
  }

  @Test func conditionsAndGraphsAreNeeded() throws {
    let choice = try #require(try choice())
    #expect(throws: OperatorError("has no condition")) { try choice.outputs(of: [nil]) }
    #expect(throws: OperatorError("Add: reads 'outer', which nothing before it gives")) {
      try choice.outputs(of: [booleans([true])])
    }
    #expect(throws: OperatorError("'then_branch' is no graph")) { try run("If", [nil]) }
    let attributes = ["then_branch": try branch("Add"), "else_branch": try branch("Sub")]
    #expect(throws: OperatorError("a branch has 1 outputs, not 2")) {
      try run("If", [booleans([true])], attributes, outputs: 2)
    }
  }
}
