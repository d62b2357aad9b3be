import CompressedModels
import Language
import Networks

struct LoadCommand: Command {
  static let name = "load"
  static let summary = "Reads a model file that save wrote."
  static let details = """
    The kind of file is told by its content, not by its name. A `.dcz` file gives a packed net when it was packed, and
    a net in the state in which it was saved otherwise (Documentation/FORMAT.md). Checksums are compared first; a
    damaged file is refused with the rule that it breaks.
    """
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let parameters: [any AnyParameter] = [path]
  static let examples = [
    Example(
      "n = lenet300(); save(n, \"/tmp/dcs-example.dcz\"); print same(load(\"/tmp/dcs-example.dcz\"), n)", prints: "true"
    )
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.locating(Self.path) { try Self.load(call[Self.path]) }
  }

  /// Shared with `checkpoint`.
  static func load(_ path: String) throws -> Value {
    let bytes = try InputFile.read(path)
    guard bytes.starts(with: ContainerFormat.signature.prefix(4)) else {
      throw Diagnostic(
        .format, "'\(path)' is none of the files that load reads", hint: "load reads .dcz files, which save writes")
    }
    do {
      switch try ContainerReader.read(bytes) {
      case .network(let network, _): return .object(network)
      case .packed(let packed): return .object(packed)
      }
    } catch let error {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
  }
}
