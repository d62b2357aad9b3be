import Language

struct FileSizeCommand: Command {
  static let name = "file_size"
  static let summary = "Gives the bytes of a file on disk."
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let parameters: [any AnyParameter] = [path]
  static let examples = [
    Example("try { file_size(\"/tmp/dcs-missing\") } catch e { print e.kind }", prints: "file")
  ]

  func run(_ call: BoundCall) throws -> Value {
    guard let size = InputFile.size(InputFile.found(call[Self.path])) else {
      throw call.fault(.file, at: Self.path, "there is no file '\(call[Self.path])'")
    }
    return .number(Double(size))
  }
}
