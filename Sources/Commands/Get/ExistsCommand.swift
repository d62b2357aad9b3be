import Language

struct ExistsCommand: Command {
  static let name = "exists"
  static let summary = "Tells whether a file is there."
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let parameters: [any AnyParameter] = [path]
  static let examples = [Example("print exists(\"/tmp/dcs-missing\")", prints: "false")]

  func run(_ call: BoundCall) throws -> Value {
    .bool(InputFile.size(InputFile.found(call[Self.path])) != nil)
  }
}
