import CompressedModels
import Language
import Networks
import Tensors

/// What `explain` takes: a packed net, a net, one layer of it, or plain weights.
enum Explained: ValueConvertible {
  case packed(PackedModel)
  case network(Network)
  case layer(LayerValue)
  case tensor(TensorValue)

  static var typeDescription: String { "a packed net, a net, a layer such as net.fc1, or a tensor" }

  init(_ value: Value) throws {
    switch value {
    case .object(let packed as PackedModel): self = .packed(packed)
    case .object(let network as Network): self = .network(network)
    case .object(let layer as LayerValue): self = .layer(layer)
    default:
      guard let tensor = try? TensorValue(value), !tensor.tensor.shape.isEmpty else {
        throw Diagnostic.expected(Self.typeDescription, got: value)
      }
      self = .tensor(tensor)
    }
  }

  var asValue: Value {
    switch self {
    case .packed(let packed): packed.asValue
    case .network(let network): network.asValue
    case .layer(let layer): layer.asValue
    case .tensor(let tensor): tensor.value
    }
  }
}
