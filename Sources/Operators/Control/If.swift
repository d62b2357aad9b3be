import Tensors

/// If: one of two graphs, which read values around the node.
struct If: ControlOperator {
  static var names: [String] { ["If"] }

  private let yes: OperatorGraph
  private let no: OperatorGraph
  let capturedNames: [String]

  init(_ node: inout OperatorNode) throws(OperatorError) {
    yes = try node.graph("then_branch")
    no = try node.graph("else_branch")
    capturedNames = Set(yes.capturedNames + no.capturedNames).sorted()
    for graph in [yes, no] where graph.outputs.count != node.outputs.count {
      throw OperatorError(
        "a branch has \(graph.outputs.count) outputs, not \(node.outputs.count)")
    }
  }

  func outputs(of inputs: [TypedTensor?], captured: [String: TypedTensor])
    throws(OperatorError) -> [TypedTensor]
  {
    guard let condition = try Inputs(inputs).optionalFlag(0) else {
      throw OperatorError("has no condition")
    }
    return try (condition ? yes : no).outputs(of: [], captured: captured)
  }
}
