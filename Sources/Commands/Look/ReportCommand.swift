import CompressedModels
import Datasets
import DeepCompression
import Language
import Networks

struct ReportCommand: Command {
  static let name = "report"
  static let summary =
    "Measures nets after each stage: errors, bytes, ratios, bits, beside the paper's rows."
  static let details = """
    Gives a record of three tables: `stages` (Table 1 of the paper), `layers` (Tables 2 to 5) and
    `parts`, where the bytes of the file go. All sizes are those of real encodings of the last
    model, with everything in them: P is 32-bit weights with fixed-length gaps, P+Q fixed-length
    codes and gaps, P+Q+H the Huffman-coded file. Bits after Huffman are means over the stored
    symbols of a layer. Percentages compare with 32-bit floats, biases included.
    """
  static let group = CommandGroup.look
  static let models = Parameter<OneOrMore<Model>>(
    "nets", "one model, or a list in the order of the stages")
  static let data = Parameter<Examples?>(
    "data", "examples for the errors, for instance mnist.test", default: nil)
  static let parameters: [any AnyParameter] = [models, data]
  static let examples = [
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=5); r = report([q, huffman(q)]); \
      print len(r.stages)
      """,
      prints: "4"),
    Example(
      """
      n = net([dense(4)], input=[2]); show report([n, n |> quantize(bits=2)], \
      data=data("toy").test)
      """
    ),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let models = call[Self.models].elements
    guard !models.isEmpty else {
      throw call.fault(.value, at: Self.models, "there is nothing to report on")
    }
    if let examples = call[Self.data] {
      guard examples.count > 0 else {
        throw call.fault(.value, at: Self.data, "there are no examples")
      }
      for model in models {
        try ShapeCheck.require(
          examples.shape, fits: model.inputShape, at: call.span(of: Self.data))
      }
    }
    let report = try CompressionReport(
      of: models.map { try $0.reported() }, examples: call[Self.data], metadata: session.metadata,
      monitor: call.interruptionMonitor())
    return .record(
      Record([
        ("stages", .object(ReportTables.stages(report))),
        ("layers", .object(ReportTables.layers(report))),
        ("parts", .object(ReportTables.parts(report.sizes))),
      ]))
  }
}

extension Model {
  func reported() throws -> ReportedModel {
    if case .object(let packed as PackedModel) = value { return .packed(packed) }
    return .network(try network())
  }
}
