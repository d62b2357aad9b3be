import Language
import Networks
import Tensors

/// A layer without weights of its own name, seen from the language: `net.batchnorm1`, whose
/// parameters have names within it.
struct ParametersValue: ScriptObject {
  let name: String
  let kind: String
  let parameters: [LayerParameter]

  init(of node: Network.Node) {
    name = node.name
    kind = node.layer.kind
    parameters = node.layer.parameters
  }

  var typeName: String { "layer" }

  var summary: String {
    let channels = parameters.map(\.weights.count).max() ?? 0
    return "layer \(name), \(kind), \(channels) channels"
  }

  var facts: ObjectFacts {
    let count = parameters.reduce(0) { $0 + $1.count }
    let extents = Set(parameters.map(\.weights.shape))
    let shape = extents.count == 1 ? [parameters.count] + (extents.first ?? []) : [count]
    return ObjectFacts(shape: shape, bytes: 4 * count)
  }

  var fieldNames: [String] { ["name", "kind"] + parameters.map(\.name) }

  func field(_ name: String) -> Value? {
    switch name {
    case "name": .string(self.name)
    case "kind": .string(kind)
    default:
      parameters.first { $0.name == name }.map { parameter in
        parameter.role == .weights
          ? .object(LayerValue(name: "\(self.name).\(name)", kind: kind, parameter: parameter))
          : TensorValue(parameter.weights.tensor).value
      }
    }
  }

  func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? ParametersValue, parameters.count == other.parameters.count else {
      return false
    }
    return zip(parameters, other.parameters).allSatisfy(Sameness.sameParameters)
  }
}
