import CompressedModels
import Language

struct InspectCommand: Command {
  static let name = "inspect"
  static let summary = "Lists what is in a .dcz file: chunks, layers, bytes and origin."
  static let group = CommandGroup.look
  static let path = Parameter<String>("path", "a .dcz file")
  static let parameters: [any AnyParameter] = [path]
  static let examples = [
    Example(
      """
      lenet300() |> quantize(bits=2) |> huffman |> save(path="/tmp/dcs-example.dcz"); \
      t = inspect("/tmp/dcs-example.dcz")
      """
    )
  ]

  func run(_ call: BoundCall) throws -> Value {
    let inspection = try Inspection(call, at: Self.path)
    if let model = inspection.model {
      call.context.emit(.text(inspection.origin(of: model)))
      call.context.emit(.table(ReportTables.packed(model)))
      call.context.emit(.table(ReportTables.parts(model.sizes)))
    }
    let table = inspection.chunkTable
    call.context.emit(.table(table))
    if let error = inspection.facts.error {
      throw call.fault(.format, at: Self.path, "\(inspection.path): \(error)")
    }
    return .none
  }
}

/// A file looked at for `inspect` and `verify`.
struct Inspection {
  let path: String
  let facts: ContainerInspection

  init(_ call: BoundCall, at parameter: Parameter<String>) throws {
    let path = call[parameter]
    self.path = path
    facts = ContainerInspection(try call.locating(parameter) { try InputFile.read(path) })
  }

  var model: PackedModel? { facts.model }

  func origin(of model: PackedModel) -> String {
    var lines = [
      """
      \(path.printable): \(facts.byteCount) bytes, state \(model.state), written by \
      \(model.metadata.tool.printable)
      """
    ]
    if let seed = model.metadata.seed { lines[0] += ", seed \(seed)" }
    lines.append(
      "input \(model.inputShape), \(Self.contents(of: model.graph))")
    for (key, text) in model.metadata.texts.sorted(by: { $0.key < $1.key }) {
      lines.append("\(key.printable): \(text.printable)")
    }
    return lines.joined(separator: "\n")
  }

  private static func contents(of graph: StoredGraph) -> String {
    switch graph {
    case .layers(let description):
      "layers " + description.nodes.map(\.name.printable).joined(separator: " ")
    case .file(_, let parameters):
      "an ONNX file with parameters " + parameters.map(\.name.printable).joined(separator: " ")
    }
  }

  var chunkTable: Table {
    let rows: [[Value]] = facts.chunks.map {
      [
        .number(Double($0.offset)), .string($0.type), .number(Double($0.length)),
        .string($0.checksumMatches ? "ok" : "WRONG"), .string($0.meaning),
      ]
    }
    return ReportTables.table(
      "Chunks", ["offset", "type", "bytes", "CRC-32", "meaning"], rows,
      formats: ["d", nil, "d", nil, nil])
  }
}
