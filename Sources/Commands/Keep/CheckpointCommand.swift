import CompressedModels
import Language
import Networks

struct CheckpointCommand: Command {
  static let name = "checkpoint"
  static let summary =
    "Gives the net kept in a file, or makes it with a function and keeps it there."
  static let details = """
    For long studies that may be cut off: `dense = checkpoint("dense.dcz", fn() { train(...) })`
    trains once; the next run reads the file. The file knows nothing of the function: delete it when
    the function changes.
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
      return try call.locating(Self.path) { try ModelFile.load(path) }
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
      let content = FileContent(path: path, metadata: session.metadata, weights: nil)
      try OutputFile.write(try content.bytes(of: made), to: path)
    }
    return made
  }
}
