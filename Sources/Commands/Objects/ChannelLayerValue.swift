import Language
import Networks
import Tensors

/// A layer with parameters of its channels seen from the language: `net.batchnorm1`.
struct ChannelLayerValue: ScriptObject {
  let name: String
  let layer: any ChannelLayer

  var typeName: String { "layer" }

  var summary: String {
    "layer \(name), \(type(of: layer).operation), \(layer.parameters.shape[1]) channels"
  }

  var facts: ObjectFacts {
    ObjectFacts(shape: layer.parameters.shape, bytes: 4 * layer.parameters.count)
  }

  var fieldNames: [String] { ["name", "kind"] + type(of: layer).parameterNames }

  func field(_ name: String) -> Value? {
    switch name {
    case "name": return .string(self.name)
    case "kind": return .string(type(of: layer).operation)
    default:
      guard let row = type(of: layer).parameterNames.firstIndex(of: name) else { return nil }
      let channels = layer.parameters.shape[1]
      let values = Array(layer.parameters.values[row * channels..<(row + 1) * channels])
      return TensorValue(Tensor(shape: [channels], values: values)).value
    }
  }

  func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? ChannelLayerValue else { return false }
    return Sameness.sameBits(layer.parameters.values, other.layer.parameters.values)
  }
}
