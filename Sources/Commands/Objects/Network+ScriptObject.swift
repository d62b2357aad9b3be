import CompressedModels
import DeepCompression
import Language
import ModelExchange
import Networks

extension Network: ScriptObject {
  public var typeName: String { "net" }

  public var summary: String {
    "net \(LayersText.short(names: weightNames, kinds: weightKinds)), "
      + "\(parameterCount) parameters, \(stateWord)"
  }

  public var display: Displayed { .table(NetworkSummary.table(of: self)) }

  public var facts: ObjectFacts {
    ObjectFacts(shape: inputShape, bytes: denseBytes, sparsity: 1 - density, bits: nil)
  }

  /// What computes with each of the weights.
  private var weightKinds: [String] { weightNames.map { layer(holding: $0)?.kind ?? "other" } }

  /// Fraction of the weights (not biases) that survive.
  var density: Double {
    let layers = weightNames.compactMap { parameter($0)?.weights }
    let count = layers.reduce(0) { $0 + $1.count }
    return count == 0 ? 1 : Double(layers.reduce(0) { $0 + $1.survivorCount }) / Double(count)
  }

  /// The state that all layers are in, or "mixed".
  var stateWord: String {
    let states = Set(weightNames.compactMap { parameter($0)?.weights.state })
    return states.count > 1 ? "mixed" : states.first ?? "without weights"
  }

  private static let ownFields = [
    "layers", "parameters", "bytes", "original_bytes", "density", "sparsity", "state", "input",
    "output",
  ]

  public var fieldNames: [String] { trainableNames + Self.ownFields }

  public func field(_ name: String) -> Value? {
    switch name {
    case "layers": .list(weightNames.map { .string($0) })
    case "parameters": .number(Double(parameterCount))
    case "bytes": .number(Double(denseBytes))
    case "original_bytes": .number(Double(originalBytes))
    case "density": .number(density)
    case "sparsity": .number(1 - density)
    case "state": .string(stateWord)
    case "input": .list(inputShape.map { .number(Double($0)) })
    case "output": .list(outputShape.map { .number(Double($0)) })
    default: layerValue(name)
    }
  }

  /// `net["fc1"]`: for layers whose names are no identifiers, or those of fields.
  public func element(at subscripts: [Subscript]) throws -> Value {
    guard subscripts.count == 1, case .position(.string(let name)) = subscripts[0] else {
      throw Diagnostic(
        .type, "a net is indexed by the name of a layer", hint: "for instance net[\"fc1\"]")
    }
    guard let layer = layerValue(name) else {
      throw Diagnostic(
        .name, "the net has no layer '\(name)'",
        hint: Suggestion.hint(for: name, among: trainableNames))
    }
    return layer
  }

  /// Weights by their name; nil for all else.
  func weightsValue(_ name: String) -> LayerValue? {
    guard let parameter = parameter(name), parameter.role == .weights,
      let layer = layer(holding: name)
    else { return nil }
    return LayerValue(name: name, kind: layer.kind, parameter: parameter)
  }

  private func layerValue(_ name: String) -> Value? {
    if let weights = weightsValue(name) { return .object(weights) }
    guard let index = index(of: name), let first = nodes[index].parameterNames.first else {
      return nil
    }
    // A layer that shares its only parameter with one of another name.
    if nodes[index].layer.parameters.map(\.name) == [""] {
      return weightsValue(first).map { .object($0) }
    }
    return .object(ParametersValue(of: nodes[index]))
  }

  public func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? Network else { return false }
    return Sameness.sameParameters(self, other)
  }
}

extension Network: ValueConvertible {
  public static var typeDescription: String { "a net" }

  public init(_ value: Value) throws {
    switch value {
    case .object(let network as Network): self = network
    case .record(let record) where Self.areArrays(record):
      self = try Self.withoutGraph(record)
    case .object(let stream as StreamedModel): self = try stream.network()
    case .object(is PackedModel):
      throw Diagnostic(.type, "expected a net, got a packed net", hint: "unpack gives the net back")
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  public var asValue: Value { .object(self) }

  private static func areArrays(_ record: Record) -> Bool {
    !record.pairs.isEmpty
      && record.pairs.allSatisfy { pair in
        if case .object(is TensorValue) = pair.value { true } else { false }
      }
  }

  /// The arrays of a file of weights as a net without a graph: each is a parameter.
  private static func withoutGraph(_ record: Record) throws -> Network {
    try ONNXFile.network(
      of: try record.pairs.map { (name: $0.key, array: try TensorValue($0.value).typed) })
  }
}
