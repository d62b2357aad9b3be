import CompressedModels
import Language
import Networks

/// What can be run: a net, or a packed one. Packed nets run from their compact form; no dense
/// matrix is made.
struct Model: ValueConvertible {
  /// What computes. Weights of packed nets are sparse rows of codes here.
  let network: Network
  let value: Value

  static var typeDescription: String { "a net or a packed net" }

  init(_ value: Value) throws {
    self.value = value
    switch value {
    case .object(let network as Network): self.network = network
    case .object(let packed as PackedModel): network = try packed.compactNetwork()
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { value }
}
