import Operators
import Tensors
import Testing

struct OperatorTests {
  @Test func errorsAreSentencesThatFollowAName() {
    #expect("\(OperatorError("axis 5 is beyond rank 3"))" == "axis 5 is beyond rank 3")
  }

  /// Graphs inside nodes without values around them.
  @Test func controlOperatorsTakeNothingFromAroundUnlessTheySaySo() throws {
    let same = OperatorGraph(inputs: [], constants: [:], nodes: [], outputs: ["a"])
    let node = OperatorNode(
      "If", attributes: ["then_branch": .graph(same), "else_branch": .graph(same)])
    let made = try OperatorRegistry.make(node)
    let control = try #require(made as? any ControlOperator)
    #expect(control.capturedNames == ["a"])
    let condition = TypedTensor(shape: [], [true])
    #expect(throws: OperatorError.self) { try made.outputs(of: [condition]) }
    let two = TypedTensor(shape: [1], [Float(2)])
    #expect(try control.outputs(of: [condition], captured: ["a": two]) == [two])
  }
}
