import CompressedModels
import DeepCompression
import Inference
import Language
import Networks
import Products

/// What can be run: a net, or a packed one. Packed nets run from their codes; no dense matrix is
/// made.
struct Model: ValueConvertible {
  enum Content {
    case network(Network)
    case packed(PackedModel)
  }

  let content: Content
  let value: Value

  static var typeDescription: String { "a net or a packed net" }

  init(_ value: Value) throws {
    self.value = value
    switch value {
    case .object(let network as Network): content = .network(network)
    case .object(let packed as PackedModel): content = .packed(packed)
    case .object(let stream as StreamedModel): content = .network(try stream.network())
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { value }

  /// Of one example.
  var inputShape: [Int] {
    switch content {
    case .network(let network): network.inputShape
    case .packed(let packed): packed.inputShape
    }
  }

  /// What computes batches of floats; made once for each net and kept with it. Throws for nets that
  /// run layer by layer.
  func program(on machine: Machine = .current) throws -> Inference.Program {
    guard try evaluation(on: machine).program != nil else {
      throw Diagnostic(
        .value, "only nets whose values are all batches of numbers have a program of fused steps",
        hint: "infer, outputs and accuracy take this net, too")
    }
    switch content {
    case .network(let network): return network.program(on: machine)
    case .packed(let packed): return try packed.program(on: machine)
    }
  }

  /// What computes for inputs of any kind.
  func evaluation(on machine: Machine = .current) throws -> Evaluation {
    switch content {
    case .network(let network): Evaluation(network, on: machine)
    case .packed(let packed): try Evaluation(packed, on: machine)
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
