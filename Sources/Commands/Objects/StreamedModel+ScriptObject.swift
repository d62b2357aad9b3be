import DeepCompression
import Language
import Memory
import ModelExchange
import Networks
import Tensors

/// A model that stays in its files, seen from the language.
extension StreamedModel: ScriptObject {
  public var typeName: String { "stream" }

  public var summary: String {
    let stages = [
      pruning.isEmpty ? nil : "pruned", sharing.isEmpty ? nil : "shared",
      options == nil ? nil : "coded",
    ].compactMap { $0 }
    return "stream of \(files.arrays.count) arrays, \(ByteText.text(files.bytes))"
      + (stages.isEmpty ? "" : ", to be \(stages.joined(separator: ", "))")
  }

  public var display: Displayed {
    func column(_ name: String, _ value: (WeightFiles.Entry) -> Value) -> Table.Column {
      .init(name, files.arrays.map(value))
    }
    return .table(
      Table(
        title: summary,
        columns: [
          column("name") { .string($0.name) },
          column("shape") { .string($0.shape.map(String.init).joined(separator: "x")) },
          .init("bytes", files.arrays.map { .number(Double($0.bytes)) }, format: "d"),
        ]))
  }

  public var facts: ObjectFacts { ObjectFacts(bytes: files.bytes) }

  public var fieldNames: [String] { ["layers", "names", "bytes", "dense_bytes", "weights"] }

  public func field(_ name: String) throws -> Value? {
    switch name {
    case "layers": .list(weightNames.map { .string($0) })
    case "names": .list(files.arrays.map { .string($0.name) })
    case "bytes", "dense_bytes": .number(Double(files.bytes))
    case "weights": .number(Double(files.arrays.reduce(0) { $0 + $1.count }))
    default: try tensor(name)
    }
  }

  /// `model["layers.3.mlp"]`: one array, read now.
  public func element(at subscripts: [Subscript]) throws -> Value {
    guard subscripts.count == 1, case .position(.string(let name)) = subscripts[0] else {
      throw Diagnostic(
        .type, "a stream is indexed by the name of an array",
        hint: "names lists them: model[model.names[0]]")
    }
    guard let tensor = try tensor(name) else {
      throw Diagnostic(
        .name, "the model has no array '\(name)'",
        hint: Suggestion.hint(for: name, among: files.arrays.map(\.name)))
    }
    return tensor
  }

  private func tensor(_ name: String) throws -> Value? {
    guard let array = files.array(name) else { return nil }
    try MemoryBudget.require(4 * array.count, for: "'\(name)'")
    return TensorValue(try files.tensor(array)).value
  }

  /// All arrays by name, for a net that takes them.
  func arrays() throws -> [String: TypedTensor] {
    try MemoryBudget.require(4 * files.arrays.reduce(0) { $0 + $1.count }, for: "all arrays")
    return try Dictionary(
      uniqueKeysWithValues: files.arrays.map { ($0.name, try files.tensor($0)) })
  }

  /// All of it, as it is in the files.
  func network() throws -> Network {
    let count = files.arrays.reduce(0) { $0 + $1.count }
    try MemoryBudget.require(8 * count, for: "a model of \(count) weights")
    var weights: [Weights] = []
    for array in files.arrays {
      guard let role = array.parts(of: nil)[0].role else { continue }
      let tensor = Tensor(shape: array.shape, values: try files.floats(of: array))
      weights.append(.read(tensor, as: role))
    }
    return try NetworkOrigin(of: files).network(weights)
  }
}

/// What `prune`, `quantize` and `huffman` work on.
enum NetworkOrStream: ValueConvertible {
  case network(Network)
  case stream(StreamedModel)

  static var typeDescription: String { Network.typeDescription }

  init(_ value: Value) throws {
    if case .object(let stream as StreamedModel) = value {
      self = .stream(stream)
    } else {
      self = .network(try Network(value))
    }
  }

  var asValue: Value {
    switch self {
    case .network(let network): .object(network)
    case .stream(let stream): .object(stream)
    }
  }

  /// With all weights in memory.
  func network() throws -> Network {
    switch self {
    case .network(let network): network
    case .stream(let stream): try stream.network()
    }
  }

  var stream: StreamedModel? {
    if case .stream(let stream) = self { stream } else { nil }
  }
}

extension BoundCall {
  /// Refuses what is only for models in memory.
  func refuse(_ strangers: [any AnyParameter]) throws {
    for stranger in strangers where isGiven(stranger) {
      throw fault(
        .argument, at: stranger, "'\(stranger.name)' is not for a model that stays in its files",
        hint: "load(path, lazy=false) reads it, if there is memory for all of it")
    }
  }

  /// Names of a stream's weights that `only=`, `except=` and `smallest=` leave.
  func names(
    of stream: StreamedModel, only: Parameter<LayerSelection?>,
    except: Parameter<LayerSelection?>, smallest: Parameter<Int>
  ) throws -> [String] {
    try layers(among: stream.weightNames, only: only, except: except).filter {
      stream.files.array($0)?.count ?? 0 >= self[smallest]
    }
  }
}
