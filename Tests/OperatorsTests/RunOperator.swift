import Operators
import Tensors

/// Makes the operator that such a node names, and gives what it computes.
func run(
  _ name: String, _ inputs: [TypedTensor?], _ attributes: [String: OperatorNode.Attribute] = [:],
  version: Int = 21, outputs: Int = 1, domain: String = ""
) throws -> [TypedTensor] {
  let node = OperatorNode(
    name, domain: domain, version: version, inputs: inputs.map { $0 != nil },
    outputs: [Bool](repeating: true, count: outputs), attributes: attributes)
  return try OperatorRegistry.make(node).outputs(of: inputs)
}
