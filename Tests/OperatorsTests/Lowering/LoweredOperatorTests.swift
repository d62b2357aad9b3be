import Operators
import Tensors
import Testing

/// The loop of such a node, with inputs of these shapes of which the `dynamic` ones may change.
func lowered(
  _ name: String, _ inputs: [TypedTensor?], _ attributes: [String: OperatorNode.Attribute] = [:],
  dynamic: [Int] = [0], outputs: Int = 1
) throws -> LoweredStep {
  let node = OperatorNode(
    name, inputs: inputs.map { $0 != nil }, outputs: [Bool](repeating: true, count: outputs),
    attributes: attributes)
  let operation = try #require(try OperatorRegistry.make(node) as? any LoweredOperator)
  return try operation.lowered(
    OperatorTrace(
      inputs: inputs, outputs: try operation.outputs(of: inputs),
      isDynamic: inputs.indices.map { dynamic.contains($0) }))
}

struct LoweredOperatorTests {
  @Test func statesMayNotBeGiven() throws {
    let inputs: [TypedTensor?] = [
      counted([2, 1, 1]), counted([1, 4, 1]), counted([1, 4, 1]), nil, nil, counted([1, 1, 1]),
    ]
    #expect(throws: Never.self) {
      try lowered("LSTM", inputs, ["hidden_size": .integer(1)], outputs: 3)
    }
    var others = inputs
    others[5] = floats([1], [1, 1, 1])
    #expect(throws: OperatorError("with states to begin with has no loop")) {
      try lowered("LSTM", others, ["hidden_size": .integer(1)], outputs: 3)
    }
  }

  /// A number that a shape depends on must stay.
  @Test func pathsAreConstant() throws {
    #expect(throws: OperatorError("goes by numbers that change")) {
      try lowered("Gather", [counted([4]), integers([1])], dynamic: [0, 1])
    }
    #expect(throws: OperatorError("input 1 is not constant")) {
      try lowered("Clip", [counted([4]), floats([0], [])], dynamic: [0, 1])
    }
  }
}
