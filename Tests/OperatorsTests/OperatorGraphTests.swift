import Operators
import Tensors
import Testing

struct OperatorGraphTests {
  private func node(_ name: String, _ inputs: [String], _ output: String) throws
    -> OperatorGraph.Node
  {
    let made = try OperatorRegistry.make(OperatorNode(name, inputs: inputs.map { _ in true }))
    return .init(name: output, operation: made, inputs: inputs, outputs: [output])
  }

  /// (a + b) b, where b is around the graph.
  @Test func valuesFromAroundAreCaptured() throws {
    let graph = OperatorGraph(
      inputs: ["a"], constants: [:],
      nodes: [try node("Add", ["a", "b"], "s"), try node("Mul", ["s", "b"], "p")], outputs: ["p"])
    #expect(graph.capturedNames == ["b"])
    let (two, three) = (Tensor(shape: [1], values: [2]), Tensor(shape: [1], values: [3]))
    let result = try graph.outputs(of: [TypedTensor(two)], captured: ["b": TypedTensor(three)])
    #expect(result[0].tensor?.values == [15])
    #expect(throws: OperatorError("s: reads 'b', which nothing before it gives")) {
      try graph.outputs(of: [TypedTensor(two)])
    }
  }

  @Test func inputsAreCounted() throws {
    let graph = OperatorGraph(inputs: ["a"], constants: [:], nodes: [], outputs: ["a"])
    #expect(throws: OperatorError("takes 1 inputs, not 0")) { try graph.outputs(of: []) }
  }
}
