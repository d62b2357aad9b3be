import CompressedModels
import Language
import Networks

struct EstimateCommand: Command {
  static let name = "estimate"
  static let summary = "Tells the bytes that huffman would give, layer by layer."
  static let details =
    "The very code that writes the file counts; `estimate(net).bytes` is `huffman(net).bytes`."
  static let group = CommandGroup.compress
  static let parameters: [any AnyParameter] = [
    HuffmanCommand.network, HuffmanCommand.indexBits, HuffmanCommand.format,
    HuffmanCommand.biasBits,
  ]
  static let examples = [
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=5); \
      print(estimate(q).bytes == huffman(q).bytes)
      """,
      prints: "true"),
    Example(
      "e = estimate(lenet300() |> quantize(bits=2), index_bits=5, format=\"paper\", bias_bits=8)"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = call[HuffmanCommand.network]
    let sizes = try HuffmanCommand.packed(call, metadata: session.metadata).sizes
    return .record(
      Record([
        ("bytes", .number(Double(sizes.bytes))),
        ("ratio", .number(Double(network.originalBytes) / Double(sizes.bytes))),
        ("overhead", .number(Double(sizes.overheadBytes))),
        ("layers", .record(Record(sizes.layers.map { ($0.name, .number(Double($0.bytes))) }))),
      ]))
  }
}
