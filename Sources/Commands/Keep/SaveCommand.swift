import CompressedModels
import Language
import ModelExchange
import Networks

struct SaveCommand: Command {
  static let name = "save"
  static let summary = "Writes a value to a file, whole or not at all, and gives the value back."
  static let details = """
    Nets and packed nets are written as `.dcz` (Documentation/FORMAT.md); nets also as `.npz` for NumPy. Tables become
    `.csv`, `.json` or `.md`, tensors `.npy`; strings and other values text. Missing folders are made. The same value and seed give
    the same bytes.
    """
  static let group = CommandGroup.keep
  static let subject = Parameter<Value>("x", "what to keep")
  static let path = Parameter<String>("path", "the file; its ending chooses the format")
  static let parameters: [any AnyParameter] = [subject, path]
  static let isQuiet = true
  static let examples = [
    Example("lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> huffman |> save(path=\"/tmp/dcs-example.dcz\")"),
    Example("save(\"abc\", \"/tmp/dcs-example.txt\"); print file_size(\"/tmp/dcs-example.txt\")", prints: "3"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let (subject, path) = (call[Self.subject], call[Self.path])
    try call.locating(Self.path) {
      try OutputFile.write(try FileContent.bytes(of: subject, path: path, metadata: session.metadata), to: path)
    }
    return subject
  }
}

/// What `save` writes for each kind of value.
enum FileContent {
  static func bytes(of value: Value, path: String, metadata: Metadata) throws -> [UInt8] {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    switch value {
    case .object(let packed as PackedModel):
      try require(ending, among: ["dcz"], for: "a packed net")
      return packed.serialized()
    case .object(let network as Network): return try bytes(of: network, ending: ending, metadata: metadata)
    case .object(let table as Table): return try Array(bytes(of: table, ending: ending).utf8)
    case .object(let tensor as TensorValue) where ending == "npy":
      return NPYFile.write(NPYArray(shape: tensor.tensor.shape, elements: .float32(tensor.tensor.values)))
    case .string(let text): return Array(text.utf8)
    default: return Array((value.text + "\n").utf8)
    }
  }

  private static func bytes(of network: Network, ending: String, metadata: Metadata) throws -> [UInt8] {
    try require(ending, among: ["dcz", "npz"], for: "a net")
    if ending == "npz" { return try NPZFile.write(network) }
    return try PackedModel(storing: network, metadata: metadata).serialized()
  }

  private static func bytes(of table: Table, ending: String) throws -> String {
    switch ending {
    case "csv": return TableRenderer.csv(table)
    case "json": return TableRenderer.json(table)
    case "md": return TableRenderer.markdown(table)
    case "txt": return TableRenderer.text(table, width: 200)
    default:
      throw Diagnostic(.value, "a table cannot be written as '.\(ending)'", hint: "endings: .csv, .json, .md, .txt")
    }
  }

  private static func require(_ ending: String, among known: [String], for kind: String) throws {
    guard known.contains(ending) else {
      let list = known.map { ".\($0)" }.joined(separator: ", ")
      throw Diagnostic(.value, "\(kind) cannot be written as '.\(ending)'", hint: "endings: \(list)")
    }
  }
}
