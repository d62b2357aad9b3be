import CompressedModels
import Language
import ModelExchange
import Networks
import Tensors

struct LoadCommand: Command {
  static let name = "load"
  static let summary =
    "Reads a model or an array from a file; the kind of file is told by its content."
  static let details = """
    A `.dcz` file gives a packed net when it was packed, and a net in the state in which it was
    saved otherwise (Documentation/FORMAT.md). Checksums are compared first; a damaged file is
    refused with the rule that it breaks. `.onnx` gives a net: graph, weights and names as they are
    in the file, batch normalization folded into the layers before it; `input=` gives the shape of
    one input when the file leaves it open.
    `.caffemodel` and the authors' own `.net` need `prototxt=`, the description of the graph; a
    `.net` gives shared weights, codebooks and codes as stored.
    Weights without a graph, `.npz`, `.safetensors` and a `.caffemodel` by itself, go to the net
    that `into=` names, by the names of its layers (Caffe's also in order). Without `into=`, `.npz`
    and `.safetensors` give a record of tensors, and `.npy` a tensor. A path that leads nowhere from
    here is tried in the folders of `$DCS_DATA`.
    """
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let into = Parameter<Network?>(
    "into", "the net whose layers take the weights of the file", default: nil)
  static let prototxt = Parameter<String?>(
    "prototxt", "the file with the description of a .caffemodel's or .net's graph", default: nil)
  static let input = Parameter<[Int]?>(
    "input", "shape of one input, for instance [3, 224, 224], when the file leaves it open",
    default: nil)
  static let parameters: [any AnyParameter] = [path, into, prototxt, input]
  static let examples = [
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-example.dcz"); print(same(load("/tmp/dcs-example.dcz"), n))
      """,
      prints: "true"),
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-example.npz"); \
      print(same(load("/tmp/dcs-example.npz", into=lenet300()), n))
      """, prints: "true"),
    Example(
      "try { load(\"/nowhere.onnx\", input=[3, 224, 224]) } catch e { print e.kind }",
      prints: "file"),
    Example(
      "try { load(\"/nowhere.net\", prototxt=\"/nowhere.prototxt\") } catch e { print e.kind }",
      prints: "file"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let supplements = ModelFile.Supplements(
      network: call[Self.into], prototxt: call[Self.prototxt], inputShape: call[Self.input])
    return try call.locating(Self.path) { try ModelFile.load(call[Self.path], supplements) }
  }
}

/// Files that become values.
enum ModelFile {
  /// What a file may need beside itself.
  struct Supplements {
    /// Takes the weights.
    var network: Network?
    /// Path of the graph's description.
    var prototxt: String?
    /// Of one example.
    var inputShape: [Int]?
  }

  static func load(_ path: String, _ supplements: Supplements = Supplements()) throws -> Value {
    let path = InputFile.found(path)
    let size = try InputFile.checkedSize(path)
    do {
      if supplements.prototxt == nil, let arrays = try arrays(path, size: size) {
        return try value(of: arrays, supplements.network)
      }
      let bytes = try InputFile.read(path)
      if bytes.starts(with: ContainerFormat.signature.prefix(4)) {
        return try container(bytes, path)
      }
      return try imported(bytes, path, supplements)
    } catch let error as ModelExchangeError {
      throw Diagnostic(.format, "'\(path)': \(error)", hint: hint(error))
    }
  }

  /// The arrays of a file that is nothing but arrays; they are read one by one, since there may be
  /// gigabytes. nil for other files.
  private static func arrays(_ path: String, size: Int) throws -> [String: NPYArray]? {
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
    if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return tensor(try NPYFile.read(bytes)) }
    if ONNXFile.recognizes(bytes) {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      return .object(
        try ONNXFile.read(bytes, inputShape: supplements.inputShape) {
          try InputFile.read(folder + $0)
        })
    }
    if CaffeModelFile.recognizes(bytes) {
      guard let network = supplements.network else {
        throw Diagnostic(
          .argument, "'\(path)' holds weights but no net",
          hint:
            """
            give its description, prototxt="deploy.prototxt", or the net that takes them, \
            into=lenet5()
            """
        )
      }
      return .object(try network.filled(from: CaffeModelFile(bytes).arrays(for: network)))
    }
    throw Diagnostic(
      .format, "'\(path)' is none of the files that load reads",
      hint:
        """
        load reads .dcz, .onnx, .npz, .npy, .safetensors and .caffemodel files; \
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
    return try CaffeModelFile(bytes).network(graph, inputShape: supplements.inputShape)
  }

  private static func container(_ bytes: [UInt8], _ path: String) throws -> Value {
    do {
      switch try ContainerReader.read(bytes) {
      case .network(let network, _): return .object(network)
      case .packed(let packed): return .object(packed)
      }
    } catch let error {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
  }

  /// The net that was named, with these weights; without one, the arrays themselves.
  private static func value(of arrays: [String: NPYArray], _ network: Network?) throws -> Value {
    if let network { return .object(try network.filled(from: arrays)) }
    return .record(Record(arrays.sorted { $0.key < $1.key }.map { ($0.key, tensor($0.value)) }))
  }

  private static func tensor(_ array: NPYArray) -> Value {
    TensorValue(Tensor(shape: array.shape, values: array.floats), elementType(of: array)).value
  }

  /// Whole numbers stay whole numbers when they are held exactly.
  private static func elementType(of array: NPYArray) -> TensorValue.ElementType {
    switch array.elements {
    case .uint8: .byte
    case .int32, .int64:
      array.floats.allSatisfy(TensorValue.ElementType.integer.holds) ? .integer : .float32
    case .float16, .float32, .float64: .float32
    }
  }
}
