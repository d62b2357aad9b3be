import Language
import Networks
import Tensors

/// The weights of a layer seen from the language: `net.fc1`.
struct LayerValue: ScriptObject {
  let name: String
  /// The layer's operation.
  let kind: String
  let parameter: LayerParameter

  var typeName: String { "layer" }
  var weights: Weights { parameter.weights }

  var summary: String {
    "layer \(name), \(kind) \(weights.shape.map(String.init).joined(separator: "x")), "
      + "\(weights.state), \(weights.survivorCount) of \(weights.count) weights"
  }

  var density: Double {
    weights.count == 0 ? 1 : Double(weights.survivorCount) / Double(weights.count)
  }

  /// Bits of one weight's code: 32 before sharing.
  var bits: Value {
    if case .shared(let shared) = weights { return .number(Double(shared.bits)) }
    return .number(32)
  }

  var facts: ObjectFacts {
    ObjectFacts(shape: weights.shape, bytes: 4 * weights.count, sparsity: 1 - density)
  }

  var fieldNames: [String] {
    [
      "name", "kind", "weight", "bias", "shape", "mask", "density", "sparsity", "state", "bits",
      "codes", "codebook",
    ]
  }

  func field(_ name: String) -> Value? {
    switch name {
    case "name": .string(self.name)
    case "kind": .string(kind)
    case "weight": TensorValue(weights.tensor).value
    case "bias":
      parameter.bias.map { TensorValue(Tensor(shape: [$0.count], values: $0.values)).value }
        ?? Value.none
    case "shape": .list(weights.shape.map { .number(Double($0)) })
    case "mask": TensorValue(maskTensor, .byte).value
    case "density": .number(density)
    case "sparsity": .number(1 - density)
    case "state": .string(weights.state)
    case "bits": bits
    case "codes": codes
    case "codebook": codebook
    default: nil
    }
  }

  private var maskTensor: Tensor {
    guard let mask = weights.mask else { return weights.tensor.map { _ in 1 } }
    return Tensor(shape: mask.shape, values: mask.isKept.map { $0 ? 1 : 0 })
  }

  /// One code a survivor, in row-major order; none before sharing.
  private var codes: Value {
    guard case .shared(let shared) = weights else { return .none }
    return TensorValue(
      Tensor(shape: [shared.codes.count], values: shared.codes.map(Float.init)), .byte
    ).value
  }

  private var codebook: Value {
    guard case .shared(let shared) = weights else { return .none }
    return TensorValue(Tensor(shape: [shared.codebook.count], values: shared.codebook.centroids))
      .value
  }

  func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? LayerValue else { return false }
    return Sameness.sameParameters(parameter, other.parameter)
  }
}

extension LayerValue: ValueConvertible {
  static var typeDescription: String { "a layer" }

  init(_ value: Value) throws {
    guard case .object(let layer as LayerValue) = value else {
      throw Diagnostic.expected("a layer such as net.fc1", got: value)
    }
    self = layer
  }

  var asValue: Value { .object(self) }
}
