import CompressedModels
import Language
import Networks

struct CheckpointCommand: Command {
  static let name = "checkpoint"
  static let summary =
    "Gives the net kept in a file, or makes it with a function and keeps it there."
  static let details = """
    For long studies that may be cut off: `dense = checkpoint("dense.dcz", fn() { train(...) })`
    trains once; the next run reads the file, and draws on from the random numbers behind it: a
    study that was cut off ends with the same bytes as one that was not. The file knows nothing of
    the function: delete it when the function changes. `train(checkpoint=)` and `retrain` keep their
    state after every epoch, too.
    """
  static let group = CommandGroup.keep
  static let path = Parameter<String>("path", "a .dcz file")
  static let make = Parameter<FunctionArgument>(
    "make", "a function without arguments that gives a net")
  static let parameters: [any AnyParameter] = [path, make]
  static let examples = [
    Example(
      "n = checkpoint(\"/tmp/dcs-checkpoint.dcz\", make=fn() { lenet300() }); print n.parameters",
      prints: "266610")
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let path = call[Self.path]
    if InputFile.size(path) != nil {
      return try call.locating(Self.path) {
        let content = try ModelFile.content(path)
        if let random = content.metadata.randomState { session.randomState = random }
        return content.value
      }
    }
    try call.locating(Self.path) {
      // Before the long work: a file that cannot be written must not be noticed after it.
      _ = try FileContent.ending(of: path, among: ["dcz"], for: "a net")
      try OutputFile.prepareFolder(of: path)
    }
    let made = try call.context.invoke(call[Self.make].callable, [], at: call.span(of: Self.make))
    guard (try? Model(made)) != nil else {
      throw call.fault(
        .type, at: Self.make,
        "checkpoint keeps a net or a packed net, the function gave \(made.typeNameWithArticle)")
    }
    try call.locating(Self.path) {
      var metadata = session.metadata
      metadata.randomState = session.randomState
      let content = FileContent(path: path, metadata: metadata, weights: nil)
      let files = try content.files(of: Self.unpacked(made, metadata))
      try files.write(to: path, .none)
      call.tellWritten(Self.name, path, bytes: files.bytes.count)
    }
    return made
  }

  /// A packed net with the checkpoint's texts in its file.
  private static func unpacked(_ value: Value, _ metadata: Metadata) throws -> Value {
    guard case .object(let packed as PackedModel) = value else { return value }
    return .object(try packed.with(metadata))
  }
}
