import CompressedModels
import DeepCompression
import Inference
import Language
import Memory
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
    refused with the rule that it breaks. `.onnx` gives a net, whatever is in the file: a classical
    network as layers that train (batch normalization folded into the layers before it; `input=`
    gives the shape of one input when the file leaves it open), any other as its operators, with
    every larger constant as a parameter of its own name; `shapes={x: [1, 3, 64, 64]}` gives numbers
    for open extents of its inputs. Matrices that are mostly zeros count as pruned.
    `.caffemodel` and the authors' own `.net` need `prototxt=`, the description of the graph; a
    `.net` gives shared weights, codebooks and codes as stored.
    Weights without a graph, `.npz`, `.safetensors` and a `.caffemodel` by itself, go to the net
    that `into=` names, by the names of its layers (Caffe's also in order). Without `into=`, `.npz`
    and `.safetensors` give a record of tensors, which all commands take for a net without a graph,
    and `.npy` a tensor. `.csv` gives a table, with numbers, true and false where that is what the
    text says. With `lazy=true` a `.safetensors` or `.dcz` file stays where it is: `x["name"]` reads
    one array, and prune, quantize, huffman and save go through it matrix by matrix. So does a model
    in several files, `model.safetensors.index.json`. A path that leads nowhere from here is tried in the folders of `$DCS_DATA`.
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
  static let shapes = Parameter<InputShapes?>(
    "shapes", "shapes of inputs by name, for instance {x: [1, 3, 64, 64]}", default: nil)
  static let isLazy = Parameter<Bool?>(
    "lazy",
    """
    whether weights stay in the file until they are wanted; none: those of an index of \
    .safetensors files do
    """, default: nil)
  static let parameters: [any AnyParameter] = [path, into, prototxt, input, shapes, isLazy]
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
      "try { load(\"/tmp/dcs-no.onnx\", input=[3, 224, 224]) } catch e { print e.kind }",
      prints: "file"),
    Example(
      "try { load(\"/tmp/dcs-no.onnx\", shapes={x: [1, 3, 64, 64]}) } catch e { print e.kind }",
      prints: "file"),
    Example(
      "try { load(\"/tmp/dcs-no.net\", prototxt=\"/tmp/no.txt\") } catch e { print e.kind }",
      prints: "file"),
    Example(
      """
      save({w: randn(4, 8)}, "/tmp/dcs-lazy.safetensors"); \
      print load("/tmp/dcs-lazy.safetensors", lazy=true)["w"].shape
      """, prints: "[4, 8]"),
    Example(
      """
      save(table({bits: [2, 3], error: [4%, 2%]}), "/tmp/dcs-example.csv"); \
      print load("/tmp/dcs-example.csv").error
      """, prints: "[0.04, 0.02]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let supplements = ModelFile.Supplements(
      network: call[Self.into], prototxt: call[Self.prototxt], inputShape: call[Self.input])
    let (path, clock) = (call[Self.path], ContinuousClock())
    let start = clock.now
    var value = try call.locating(Self.path) {
      try LazyFile.value(path, supplements, call[Self.isLazy])
        ?? ModelFile.load(path, supplements)
    }
    if let shapes = call[Self.shapes] {
      guard case .object(let network as Network) = value else {
        throw call.fault(.argument, at: Self.shapes, "only a net has inputs with shapes")
      }
      value = .object(
        try call.locating(Self.shapes) { try network.bound(toShapes: shapes.shapes) })
    }
    call.context.emit(.used(path: InputFile.found(path), checksum: nil))
    call.tellOutcome(
      Self.name, path, InputFile.size(InputFile.found(path)).map { OutcomeText.count($0, "byte") },
      Self.headline(of: value), OutcomeText.duration(clock.now - start))
    if case .object(let network as Network) = value { tell(network, call) }
    return value
  }

  /// What the file held, in a few words.
  private static func headline(of value: Value) -> String {
    switch value {
    case .object(let object): object.summary
    case .record(let record): OutcomeText.count(record.count, "array")
    default: value.typeNameWithArticle
    }
  }

  /// What is remarkable about a net from a file, a line each.
  private func tell(_ network: Network, _ call: BoundCall) {
    let weights = network.weightNames.compactMap { name in
      network.parameter(name).map { (name, $0) }
    }
    if !call[Self.path].lowercased().hasSuffix(".dcz") {
      let pruned = weights.filter { $0.1.weights.state == "pruned" }
      if !pruned.isEmpty {
        let names = pruned.count > 3 ? "\(pruned.count) layers" : OutcomeText.some(pruned.map(\.0))
        call.context.emit(
          .note("load: \(names) mostly zeros: pruned, \(Self.percent(network.density)) kept"))
      }
    }
    if network.origin != nil, network.takesImagesOfAnySize {
      call.context.emit(
        .note(
          "load: the shape of the input is open: input=[3, 224, 224] may make layers of the net, "
            + "which train and run faster"))
    }
    let strange = network.parameterNames.filter { !(network.parameter($0)?.isFinite ?? true) }
    if !strange.isEmpty {
      call.context.emit(
        .note("load: \(OutcomeText.some(strange)) with weights that are infinite or not a number"))
    }
  }

  private static func percent(_ share: Double) -> String {
    (try? Value.number(share).formatted(".1%")) ?? ""
  }
}

extension Network {
  /// Whether it could be a classical network but for open extents of its only input.
  fileprivate var takesImagesOfAnySize: Bool {
    inputs.count == 1 && outputs.count == 1 && obstacles.isEmpty
      && inputs[0].type.element == .float32
      && inputs[0].type.extents.dropFirst().contains { $0.number == nil }
  }
}

/// Shapes by name of input.
struct InputShapes: ValueConvertible {
  let shapes: [String: [Int]]

  static var typeDescription: String { "a record of shapes" }

  init(_ value: Value) throws {
    guard case .record(let record) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    shapes = try Dictionary(
      uniqueKeysWithValues: record.pairs.map { ($0.key, try [Int]($0.value)) })
  }

  var asValue: Value {
    .record(
      Record(
        shapes.sorted { $0.key < $1.key }.map {
          ($0.key, .list($0.value.map { .number(Double($0)) }))
        }))
  }
}

/// Files that stay where they are.
enum LazyFile {
  /// nil for a file that is read as a whole.
  static func value(
    _ path: String, _ supplements: ModelFile.Supplements, _ isLazy: Bool?
  ) throws -> Value? {
    let found = InputFile.found(path)
    let isIndex = found.lowercased().hasSuffix(".safetensors.index.json")
    guard isIndex || isLazy == true else { return nil }
    do {
      if isIndex {
        let stream = StreamedModel(try WeightFiles(index: found))
        if let network = supplements.network {
          return .object(try network.filled(from: try stream.arrays()).seeingZeros)
        }
        return isLazy == false ? .object(try stream.network()) : .object(stream)
      }
      if found.lowercased().hasSuffix(".safetensors") {
        return .object(StreamedModel(try WeightFiles(file: found)))
      }
      if found.lowercased().hasSuffix(".dcz") { return .object(try ContainerFile(path: found)) }
    } catch let error as ModelExchangeError {
      if case .memory(let shortage) = error { throw shortage.diagnostic }
      throw Diagnostic(.format, "'\(path)': \(error)")
    } catch let error as ContainerError {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
    throw Diagnostic(
      .format, "'\(path)' is read as a whole: only .safetensors and .dcz files can stay",
      hint: "leave lazy= out")
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
    try loadWithMetadata(path, supplements).value
  }

  /// The same, with what a .dcz file says of its origin; nothing for other files.
  static func loadWithMetadata(_ path: String, _ supplements: Supplements = Supplements()) throws
    -> (value: Value, metadata: Metadata)
  {
    let path = InputFile.found(path)
    let size = try InputFile.checkedSize(path)
    let start = try InputFile.read(path, first: 256)
    if let refusal = ForeignFile.refusal(path, start) { throw refusal }
    do {
      if supplements.prototxt == nil, let arrays = try arrays(path, size: size) {
        return (try value(of: arrays, supplements.network), Metadata())
      }
      let bytes = try InputFile.read(path)
      if path.lowercased().hasSuffix(".csv") {
        return (.object(try CSVTable.read(bytes, path: path)), Metadata())
      }
      if bytes.starts(with: ContainerFormat.signature.prefix(4)) {
        return try container(bytes, path)
      }
      return (try imported(bytes, path, supplements), Metadata())
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
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      return .object(
        try ONNXFile.read(bytes, inputShape: supplements.inputShape) {
          do { return try InputFile.read(folder + $0) } catch let error as Diagnostic {
            throw ReadFailure(description: error.message)
          }
        })
    }
    if path.lowercased().hasSuffix(".onnx"), ONNXFile.looksCutOff(bytes) {
      throw Diagnostic(
        .format, "'\(path)' ends early: it is part of an .onnx file",
        hint: "get it again; a download may have been cut off")
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
      return .object(
        try network.filled(from: CaffeModelFile(bytes).arrays(for: network)).seeingZeros)
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

  /// Why a file beside the model cannot be read.
  private struct ReadFailure: Error, CustomStringConvertible {
    let description: String
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

  private static func container(_ bytes: [UInt8], _ path: String) throws -> (
    value: Value, metadata: Metadata
  ) {
    do {
      switch try ContainerReader.read(bytes) {
      case .network(let network, let metadata): return (.object(network), metadata)
      case .packed(let packed): return (.object(packed), packed.metadata)
      }
    } catch let error {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
  }

  /// The net that was named, with these weights; without one, the arrays themselves.
  private static func value(of arrays: [String: TypedTensor], _ network: Network?) throws -> Value {
    if let network { return .object(try network.filled(from: arrays).seeingZeros) }
    return .record(
      Record(try arrays.sorted { $0.key < $1.key }.map { ($0.key, try tensor($0.value)) }))
  }

  private static func tensor(_ array: TypedTensor) throws -> Value {
    if array.type != .float32 {
      try MemoryBudget.require(
        4 * array.count, for: "a tensor of \(array.count) 32-bit floats")
    }
    return TensorValue(array).value
  }
}
