import CompressedModels
import DeepCompression
import Language
import ModelExchange
import Networks
import Tensors

struct SaveCommand: Command {
  static let name = "save"
  static let summary = "Writes a value to a file, whole or not at all, and gives the value back."
  static let details = """
    Nets and packed nets are written as `.dcz` (Documentation/FORMAT.md), and for other programs as
    `.onnx`, with the graph, or as weights by the names of their layers: `.safetensors`, and `.npz`
    for NumPy. There a packed net is unpacked. `weights="values"` writes every weight as a 32-bit
    float, `weights="shared"` keeps codebooks and codes where weights are shared, in `.onnx` as
    Gather(codebook, codes), which any runtime undoes when it loads the file; without either, `.npz`
    gets both and the others values. A net that was read from an `.onnx` file of operators, or from
    arrays, goes back under that file's own names, its graph as it was, packed or not. `load` reads
    all of them back. An `.onnx` file that would be larger than the 2 GB which the format allows
    keeps its graph, and its numbers go to a file beside it, `m.onnx.data`, tensor by tensor;
    `external=true` does so with smaller ones. Keep both files together. Tensors become `.npy`;
    tables `.csv`, `.json`, `.md` or `.txt`; records of tensors `.npz` or `.safetensors`; strings,
    numbers, lists and other records text. Missing folders are made. The same value and seed give
    the same bytes. A model that stays in its files, `load(path, lazy=true)`, is pruned, shared,
    coded and written matrix by matrix, as `.dcz`, or with its values as `.safetensors` and, where
    there is a graph, `.onnx`; so is a packed one that stays in its `.dcz` file.
    """
  static let group = CommandGroup.keep
  static let subject = Parameter<Value>("x", "what to keep")
  static let path = Parameter<String>("path", "the file; its ending chooses the format")
  static let weights = Parameter<SavedWeights?>(
    "weights", "what .onnx, .safetensors and .npz files hold of a net's weights", default: nil,
    choices: SavedWeights.words)
  static let isExternal = Parameter<Bool?>(
    "external",
    """
    whether the numbers of an .onnx file go to a file beside it, for instance m.onnx.data; none: \
    where one file cannot hold them
    """, default: nil)
  static let parameters: [any AnyParameter] = [subject, path, weights, isExternal]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> huffman |> \
      save(path="/tmp/dcs-example.dcz")
      """
    ),
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> \
      save("/tmp/dcs-example.onnx", weights="shared")
      print(same(load("/tmp/dcs-example.onnx"), q))
      """, prints: "true"),
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-large.onnx", external=true); \
      print(same(load("/tmp/dcs-large.onnx"), n), file_size("/tmp/dcs-large.onnx.data") > 1000000)
      """, prints: "true true"),
    Example(
      "save(\"abc\", \"/tmp/dcs-example.txt\"); print file_size(\"/tmp/dcs-example.txt\")",
      prints: "3"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let (subject, path) = (call[Self.subject], call[Self.path])
    guard !call.isGiven(Self.isExternal) || path.lowercased().hasSuffix(".onnx") else {
      throw call.fault(
        .argument, at: Self.isExternal, "only an .onnx file has numbers in a file beside it",
        hint: "leave external= out, or write .onnx")
    }
    let streamed: (any StreamedValue)? =
      switch subject {
      case .object(let stream as StreamedModel): stream
      case .object(let file as ContainerFile): file
      default: nil
      }
    if let streamed {
      try call.locating(Self.path) {
        try StreamedFile(path: path, call: call, session: session).write(streamed)
      }
      return subject
    }
    try call.locating(Self.path) {
      var content = FileContent(
        path: path, metadata: session.metadata, weights: call[Self.weights])
      (content.isExternal, content.largestModel) = (call[Self.isExternal], session.largestModel)
      let files = try content.files(of: subject)
      try call.context.checkInterruption()
      try files.write(to: path, call.monitor(Self.name, in: "bytes", isTimed: true))
      call.tellOutcome(
        Self.name, path, OutcomeText.count(files.bytes.count, "byte"),
        files.data.map { "\(files.dataPath(path)), \(OutcomeText.count($0.bytes, "byte"))" })
    }
    return subject
  }
}

enum SavedWeights: String, Choice {
  case values, shared
}

/// What `save` writes for each kind of value.
struct FileContent {
  let path: String
  let metadata: Metadata
  let weights: SavedWeights?
  /// Whether numbers go to a file beside the model; nil: where it would be larger than
  /// `largestModel`.
  var isExternal: Bool?
  var largestModel = ONNXFile.largestModel

  func files(of value: Value) throws -> OutputFiles {
    switch value {
    case .object(let packed as PackedModel): try files(of: packed)
    case .object(let network as Network): try files(of: network)
    default: OutputFiles(bytes: try bytes(of: value))
    }
  }

  /// Of what is no net.
  private func bytes(of value: Value) throws -> [UInt8] {
    switch value {
    case .object(let table as Table): return try Array(Self.text(of: table, path: path).utf8)
    case .object(let tensor as TensorValue):
      _ = try Self.ending(of: path, among: ["npy"], for: "a tensor")
      return NPYFile.write(tensor.typed)
    case .object(let picture as Picture):
      return try picture.bytes(
        ending: try Self.ending(of: path, among: Picture.endings, for: "a picture"))
    case .object, .function:
      throw Diagnostic(
        .type, "\(value.typeNameWithArticle) cannot be saved",
        hint: "save a net, a table or a tensor")
    case .record(let record):
      return try arrays(of: record) ?? Self.text(of: value, path: path)
    default: return try Self.text(of: value, path: path)
    }
  }

  /// A record of tensors as a file of arrays; nil for other endings. Throws for records of anything
  /// else: text in such a file would be lost work.
  private func arrays(of record: Record) throws -> [UInt8]? {
    let ending = ["safetensors", "npz"].first { path.lowercased().hasSuffix(".\($0)") }
    guard let ending else { return nil }
    var arrays: [String: TypedTensor] = [:]
    for (name, value) in record.pairs {
      guard case .object(let tensor as TensorValue) = value else {
        throw Diagnostic(
          .type, "'.\(ending)' files hold tensors, but '\(name)' is \(value.typeNameWithArticle)",
          hint: "save a record of tensors, or a net")
      }
      arrays[name] = tensor.typed
    }
    return ending == "npz"
      ? try NPZFile.write(arrays) : SafetensorsFile.write(arrays, producer: metadata.tool)
  }

  private static let networkEndings = ["dcz", "onnx", "safetensors", "npz"]

  private func files(of packed: PackedModel) throws -> OutputFiles {
    let ending = try Self.ending(of: path, among: Self.networkEndings, for: "a packed net")
    guard ending != "dcz" else {
      try refuseChoiceOfWeights()
      return OutputFiles(bytes: packed.serialized())
    }
    return try files(of: packed.decoded())
  }

  private func files(of network: Network) throws -> OutputFiles {
    switch try Self.ending(of: path, among: Self.networkEndings, for: "a net") {
    case "onnx": return try model(of: network)
    case "safetensors":
      return OutputFiles(
        bytes: SafetensorsFile.write(network, form: form ?? .values, producer: metadata.tool))
    case "npz":
      return OutputFiles(bytes: try NPZFile.write(network, form: form ?? .everything))
    default:
      try refuseChoiceOfWeights()
      return OutputFiles(
        bytes: try PackedModel(storing: network, metadata: metadata).serialized())
    }
  }

  /// An `.onnx` file, with or without one beside it.
  private func model(of network: Network) throws -> OutputFiles {
    let form = form ?? .values
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let (model, data) = try ONNXFile.write(
      network, form: form, producer: metadata.tool, dataFile: name + OutputFiles.dataEnding)
    let size = model.count + data.tensorBytes
    let isExternal = isExternal ?? (size > largestModel)
    let largest = isExternal ? model.count : size
    guard largest <= largestModel else {
      throw Diagnostic(
        .limit, "an .onnx file would have \(largest) bytes; the format allows \(largestModel)",
        hint: "leave external= out, share the weights, or write .safetensors")
    }
    guard !isExternal else {
      return OutputFiles(bytes: model, data: data.bytes > 0 ? data : nil)
    }
    return OutputFiles(bytes: try ONNXFile.write(network, form: form, producer: metadata.tool))
  }

  private var form: WeightForm? {
    switch weights {
    case nil: nil
    case .values: .values
    case .shared: .shared
    }
  }

  private func refuseChoiceOfWeights() throws {
    guard weights != nil else { return }
    throw Diagnostic(
      .argument, "a .dcz file keeps weights as they are",
      hint: "leave weights= out, or write .onnx, .safetensors or .npz")
  }

  private static func text(of value: Value, path: String) throws -> [UInt8] {
    let binary = ["dcz", "npz", "npy", "onnx", "safetensors", "png", "json", "caffemodel"]
    if let ending = binary.first(where: { path.lowercased().hasSuffix(".\($0)") }) {
      throw Diagnostic(
        .value, "\(value.typeNameWithArticle) cannot be written as '.\(ending)'",
        hint: "for instance .txt")
    }
    if case .string(let text) = value { return Array(text.utf8) }
    return Array((value.text + "\n").utf8)
  }

  private static func text(of table: Table, path: String) throws -> String {
    let text =
      switch try ending(of: path, among: ["csv", "json", "md", "txt"], for: "a table") {
      case "csv": TableRenderer.csv(table)
      case "json": TableRenderer.json(table)
      case "md": TableRenderer.markdown(table)
      default: TableRenderer.text(table, width: 200)
      }
    return text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
  }

  /// What follows the last full stop of the file's name. Throws when it is none of the known ones.
  static func ending(of path: String, among known: [String], for kind: String) throws -> String {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map {
      $0.lowercased()
    }
    if let ending, known.contains(ending) { return ending }
    let manner = ending.map { "as '.\($0)'" } ?? "without an ending"
    throw Diagnostic(
      .value, "\(kind) cannot be written \(manner)",
      hint: "endings: " + known.map { ".\($0)" }.joined(separator: ", "))
  }
}
