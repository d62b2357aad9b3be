import Operators
import Tensors
import Testing

struct LoopTests {
  /// sum += step; goes on while the sum is below 5; gives the sum of each step.
  private func attributes() throws -> [String: OperatorNode.Attribute] {
    func node(_ operation: String, _ inputs: [String], _ output: String) throws
      -> OperatorGraph.Node
    {
      OperatorGraph.Node(
        name: output, operation: try OperatorRegistry.make(OperatorNode(operation)),
        inputs: inputs, outputs: [output])
    }
    let body = OperatorGraph(
      inputs: ["step", "condition", "old"], constants: ["five": integers([5], [])],
      nodes: [
        try node("Add", ["old", "step"], "sum"), try node("Less", ["sum", "five"], "goesOn"),
      ], outputs: ["goesOn", "sum", "sum"])
    return ["body": .graph(body)]
  }

  private let start = integers([0], [])
  private let yes = booleans([true], [])

  @Test func countsAndConditionsEndIt() throws {
    let attributes = try attributes()
    func outputs(_ count: TypedTensor?, _ condition: TypedTensor?) throws -> [TypedTensor] {
      try run("Loop", [count, condition, start], attributes, outputs: 2)
    }
    #expect(
      try outputs(integers([3], []), yes) == [integers([3], []), integers([0, 1, 3])])
    // 0, 1, 3, 6
    #expect(try outputs(nil, yes)[0] == integers([6], []))
    // Without a condition the body's is none either.
    #expect(try outputs(integers([5], []), nil)[0] == integers([10], []))
  }

  @Test func loopsThatCannotBeAreRefused() throws {
    let attributes = try attributes()
    #expect(throws: OperatorError("would never end")) {
      try run("Loop", [nil, nil, start], attributes, outputs: 2)
    }
    #expect(throws: OperatorError("has 0 values, its body 3 inputs, 3 outputs")) {
      try run("Loop", [integers([1], []), yes], attributes)
    }
    #expect(throws: OperatorError("does no step, which leaves the shape of output 0 unknown")) {
      try run("Loop", [integers([0], []), yes, start], attributes, outputs: 2)
    }
  }
}
