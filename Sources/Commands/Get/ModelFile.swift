import CompressedModels
import Language
import Memory
import ModelExchange
import Networks
import Tensors

/// Files that become values.
enum ModelFile {
  /// What a file may need beside itself.
  struct Supplements {
    /// Takes the weights.
    var network: Network?
    /// Whether the file may have other layers.
    var isPartial = false
    /// Path of the graph's description.
    var prototxt: String?
    /// Of one example.
    var inputShape: [Int]?
  }

  /// What a file gives.
  struct Content {
    var value: Value
    /// What a .dcz file says of its origin; nothing for other files.
    var metadata = Metadata()
    /// The parameters that were taken, where some may be missing.
    var taken: [String]?

    /// The net of a file that has one.
    func network() throws -> Network? {
      switch value {
      case .object(let network as Network): network
      case .object(let packed as PackedModel): try packed.decoded()
      default: nil
      }
    }
  }

  static func load(_ path: String, _ supplements: Supplements = Supplements()) throws -> Value {
    try content(path, supplements).value
  }

  static func content(_ path: String, _ supplements: Supplements = Supplements()) throws -> Content
  {
    let path = InputFile.found(path)
    let size = try InputFile.checkedSize(path)
    let start = try InputFile.read(path, first: 256)
    if let refusal = ForeignFile.refusal(path, start) { throw refusal }
    do {
      if supplements.prototxt == nil, let arrays = try arrays(path, size: size) {
        if supplements.network != nil { return try filled(supplements) { _, _ in arrays } }
        let tensors = arrays.sorted { $0.key < $1.key }
        return Content(value: .record(Record(try tensors.map { ($0.key, try tensor($0.value)) })))
      }
      let outline = supplements.prototxt == nil ? try ONNXFile.outline(path) : nil
      let bytes = try outline ?? InputFile.read(path)
      if path.lowercased().hasSuffix(".csv") {
        return Content(value: .object(try CSVTable.read(bytes, path: path)))
      }
      if supplements.network != nil, CaffeModelFile.recognizes(bytes) {
        return try filled(supplements) { try CaffeModelFile(bytes).arrays(for: $0, isPartial: $1) }
      }
      let content =
        bytes.starts(with: ContainerFormat.signature.prefix(4))
        ? try container(bytes, path) : Content(value: try imported(bytes, path, supplements))
      guard supplements.network != nil, let other = try content.network() else { return content }
      return try filled(supplements) { try other.arrays(for: $0, isPartial: $1) }
    } catch let error as ModelExchangeError {
      if case .memory(let shortage) = error { throw shortage.diagnostic }
      throw Diagnostic(.format, "'\(path)': \(error)", hint: hint(error))
    }
  }

  /// The arrays of a file that is nothing but arrays; they are read one by one, since there may be
  /// gigabytes. nil for other files.
  private static func arrays(_ path: String, size: Int) throws -> [String: TypedTensor]? {
    let start = try InputFile.read(path, first: 10)
    if start.starts(with: Array("PK".utf8)) { return try NPZFile.read(file: path) }
    guard SafetensorsFile.recognizes(start, size: size) else { return nil }
    return try SafetensorsFile.read(ByteSource(file: path))
  }

  private static func imported(_ bytes: [UInt8], _ path: String, _ supplements: Supplements) throws
    -> Value
  {
    if let description = supplements.prototxt {
      return .object(try described(bytes, by: description, supplements))
    }
    if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return try tensor(NPYFile.read(bytes)) }
    if ONNXFile.recognizes(bytes) {
      return .object(
        try ONNXFile.read(bytes, inputShape: supplements.inputShape) {
          try ByteSource(file: ByteSource.path(of: $0, beside: path))
        })
    }
    if path.lowercased().hasSuffix(".onnx"), ONNXFile.looksCutOff(bytes) {
      throw Diagnostic(
        .format, "'\(path)' ends early: it is part of an .onnx file",
        hint: "get it again; a download may have been cut off")
    }
    if CaffeModelFile.recognizes(bytes) {
      throw Diagnostic(
        .argument, "'\(path)' holds weights but no net",
        hint:
          """
          give its description, prototxt="deploy.prototxt", or the net that takes them, \
          into=lenet5()
          """
      )
    }
    throw Diagnostic(
      .format, "'\(path)' is none of the files that load reads",
      hint:
        """
        load reads .dcz, .onnx, .npz, .npy, .safetensors, .caffemodel and .csv files; \
        a .net file needs prototxt=
        """
    )
  }

  private static func hint(_ error: ModelExchangeError) -> String? {
    switch error {
    case .openInputShape: "say it: load(path, input=[3, 224, 224])"
    case .otherLayers: "the net takes them by name, or in order when there are as many"
    default: nil
    }
  }

  /// A `.caffemodel` or `.net` with the description of its graph.
  private static func described(
    _ bytes: [UInt8], by description: String, _ supplements: Supplements
  ) throws -> Network {
    let graph: CaffeNetwork
    do {
      graph = try CaffeNetwork(
        String(decoding: InputFile.read(InputFile.found(description)), as: UTF8.self))
    } catch let error as ModelExchangeError {
      throw Diagnostic(.format, "'\(description)': \(error)")
    }
    guard CaffeModelFile.recognizes(bytes) else {
      return try NetFile(bytes).network(graph, inputShape: supplements.inputShape)
    }
    return try CaffeModelFile(bytes).network(graph, inputShape: supplements.inputShape).seeingZeros
  }

  private static func container(_ bytes: [UInt8], _ path: String) throws -> Content {
    do {
      switch try ContainerReader.read(bytes) {
      case .network(let network, let metadata):
        return Content(value: .object(network), metadata: metadata)
      case .packed(let packed):
        return Content(value: .object(packed), metadata: packed.metadata)
      }
    } catch let error {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
  }

  /// The net that was named, with the arrays of a file, which are asked for by the net and whether
  /// some may be missing.
  static func filled(
    _ supplements: Supplements, _ arrays: (Network, Bool) throws -> [String: TypedTensor]
  ) throws -> Content {
    guard let network = supplements.network else { preconditionFailure("a net that takes them") }
    let arrays = try arrays(network, supplements.isPartial)
    guard supplements.isPartial else {
      return Content(value: .object(try network.filled(from: arrays).seeingZeros))
    }
    let (filled, names) = try network.partlyFilled(from: arrays)
    return Content(value: .object(filled.seeingZeros), taken: names)
  }

  private static func tensor(_ array: TypedTensor) throws -> Value {
    if array.type != .float32 {
      try MemoryBudget.require(
        4 * array.count, for: "a tensor of \(array.count) 32-bit floats")
    }
    return TensorValue(array).value
  }
}
