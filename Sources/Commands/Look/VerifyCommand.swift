import CompressedModels
import Language
import ModelExchange

struct VerifyCommand: Command {
  static let name = "verify"
  static let summary =
    "Checks a .dcz file: signature, checksums, SHA-256, every layer; an error tells what is wrong."
  static let group = CommandGroup.look
  static let path = Parameter<String>("path", "a .dcz file")
  static let parameters: [any AnyParameter] = [path]
  static let examples = [
    Example(
      """
      lenet300() |> quantize(bits=2) |> huffman |> save(path="/tmp/dcs-example.dcz"); \
      verify("/tmp/dcs-example.dcz")
      """
    )
  ]
  static let isQuiet = true

  func run(_ call: BoundCall) throws -> Value {
    let found = InputFile.found(call[Self.path])
    if InputFile.size(found) ?? 0 > Self.largestWhole { return try verify(found, call) }
    let inspection = try Inspection(call, at: Self.path)
    if let error = inspection.facts.error {
      throw call.fault(.format, at: Self.path, "'\(inspection.path)' is not sound: \(error)")
    }
    let count = inspection.facts.chunks.count
    call.context.emit(
      .text(
        """
        \(inspection.path): sound; \(inspection.facts.byteCount) bytes, \(count) chunks, \
        SHA-256 and every layer checked
        """
      ))
    return .bool(true)
  }

  /// Larger files are read piece by piece.
  private static let largestWhole = 1 << 26

  private func verify(_ path: String, _ call: BoundCall) throws -> Value {
    do {
      let file = try ContainerFile(path: path)
      let count = try file.verify(
        monitor: call.monitor(Self.name, in: "bytes", isTimed: true))
      call.context.emit(
        .text(
          """
          \(path): sound; \(file.bytes) bytes, \(file.names.count) layers of \(count) weights, \
          SHA-256 and every layer checked
          """))
      return .bool(true)
    } catch let error as ContainerError {
      throw call.fault(.format, at: Self.path, "'\(path)' is not sound: \(error)")
    } catch let error as ModelExchangeError {
      throw call.fault(.file, at: Self.path, "'\(path)': \(error)")
    }
  }
}
