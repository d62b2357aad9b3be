import CompressedModels
import Language
import ModelExchange
import Networks
import Tensors

struct LoadCommand: Command {
  static let name = "load"
  static let summary = "Reads a model or an array from a file; the kind of file is told by its content."
  static let details = """
    A `.dcz` file gives a packed net when it was packed, and a net in the state in which it was saved otherwise
    (Documentation/FORMAT.md). Checksums are compared first; a damaged file is refused with the rule that it breaks.
    NumPy's `.npz` holds weights only: `into=` names the net that takes them. `.npy` gives a tensor.
    """
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let into = Parameter<Network?>("into", "the net whose layers take the weights of an .npz file", default: nil)
  static let parameters: [any AnyParameter] = [path, into]
  static let examples = [
    Example(
      "n = lenet300(); save(n, \"/tmp/dcs-example.dcz\"); print(same(load(\"/tmp/dcs-example.dcz\"), n))",
      prints: "true"),
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-example.npz"); print(same(load("/tmp/dcs-example.npz", into=lenet300()), n))
      """, prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.locating(Self.path) { try ModelFile.load(call[Self.path], into: call[Self.into]) }
  }
}

/// Files that become values.
enum ModelFile {
  static func load(_ path: String, into network: Network? = nil) throws -> Value {
    let bytes = try InputFile.read(path)
    if bytes.starts(with: ContainerFormat.signature.prefix(4)) { return try container(bytes, path) }
    do {
      if bytes.starts(with: Array("PK".utf8)) { return try weights(bytes, path, into: network) }
      if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) { return try array(bytes) }
    } catch let error as ModelExchangeError {
      throw Diagnostic(.format, "'\(path)': \(error)")
    }
    throw Diagnostic(
      .format, "'\(path)' is none of the files that load reads", hint: "load reads .dcz, .npz and .npy files")
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

  private static func weights(_ bytes: [UInt8], _ path: String, into network: Network?) throws -> Value {
    guard let network else {
      throw Diagnostic(
        .argument, "'\(path)' holds weights but no net", hint: "name the net: load(path, into=lenet300())")
    }
    return .object(try network.filled(from: NPZFile.read(bytes)))
  }

  private static func array(_ bytes: [UInt8]) throws -> Value {
    let array = try NPYFile.read(bytes)
    return TensorValue(Tensor(shape: array.shape, values: array.floats), elementType(of: array)).value
  }

  /// Whole numbers stay whole numbers when they are held exactly.
  private static func elementType(of array: NPYArray) -> TensorValue.ElementType {
    switch array.elements {
    case .uint8: .byte
    case .int32, .int64: array.floats.allSatisfy(TensorValue.ElementType.integer.holds) ? .integer : .float32
    case .float16, .float32, .float64: .float32
    }
  }
}
