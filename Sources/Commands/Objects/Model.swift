import CompressedModels
import Inference
import Language
import Networks
import Products

/// What can be run: a net, or a packed one. Packed nets run from their codes; no dense matrix is
/// made.
struct Model: ValueConvertible {
  private enum Content {
    case network(Network)
    case packed(PackedModel)
  }

  private let content: Content
  let value: Value

  static var typeDescription: String { "a net or a packed net" }

  init(_ value: Value) throws {
    self.value = value
    switch value {
    case .object(let network as Network): content = .network(network)
    case .object(let packed as PackedModel): content = .packed(packed)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { value }

  /// Of one example.
  var inputShape: [Int] {
    switch content {
    case .network(let network): network.inputShape
    case .packed(let packed): packed.description.inputShape
    }
  }

  /// What computes; made once for each net and kept with it.
  func program(on machine: Machine = .current) throws -> Inference.Program {
    switch content {
    case .network(let network): network.program(on: machine)
    case .packed(let packed): try packed.program(on: machine)
    }
  }

  /// The net with all its weights.
  func network() throws -> Network {
    switch content {
    case .network(let network): network
    case .packed(let packed): try packed.decoded()
    }
  }
}
