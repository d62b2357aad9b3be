import Language
import Networks

/// What all layers take: a name, and which layers they read.
enum LayerArguments {
  static let name = Parameter<String?>(
    "name", "the layer's name; none numbers layers of a kind: fc1, fc2, conv1, relu1", default: nil)
  static let from = Parameter<String?>(
    "from", "the name of the layer that it reads, or \"input\"; none: the layer before",
    default: nil)
  static let all: [any AnyParameter] = [from, name]

  /// What concat and add take instead of `from`.
  static let inputs = Parameter<[String]>(
    "inputs", "names of the layers that it reads, or \"input\"")
}

extension BoundCall {
  /// A layer with one input.
  func description(_ operation: String, _ attributes: [String: Attribute] = [:]) -> Value {
    .object(
      LayerDescription(
        operation: operation, attributes: attributes, name: self[LayerArguments.name],
        inputs: self[LayerArguments.from].map { [$0] }))
  }

  /// A layer with several.
  func joiningDescription(_ operation: String) throws -> Value {
    let inputs = self[LayerArguments.inputs]
    guard inputs.count >= 2 else {
      throw fault(
        .value, at: LayerArguments.inputs,
        "\(operation) reads two layers or more, not \(inputs.count)")
    }
    return .object(
      LayerDescription(operation: operation, name: self[LayerArguments.name], inputs: inputs))
  }
}
