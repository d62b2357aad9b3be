import CompressedModels
import Language
import Networks

struct EstimateCommand: Command {
  static let name = "estimate"
  static let summary = "Tells the bytes that huffman or arithmetic would give, layer by layer."
  static let details = """
    The very code that writes the file counts: `estimate(net).bytes` is `huffman(net).bytes`, and
    `estimate(net, coder="arithmetic").bytes` is `arithmetic(net).bytes`.
    """
  static let group = CommandGroup.compress
  static let coder = Parameter<EntropyCoder>(
    "coder", "what writes the weights", default: .huffman, choices: EntropyCoder.words)
  static let parameters: [any AnyParameter] = [
    HuffmanCommand.network, HuffmanCommand.indexBits, HuffmanCommand.format,
    HuffmanCommand.biasBits, coder,
  ]
  static let examples = [
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=5); \
      print(estimate(q).bytes == huffman(q).bytes)
      """,
      prints: "true"),
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=5); \
      print(estimate(q, coder="arithmetic").bytes == arithmetic(q).bytes)
      """,
      prints: "true"),
    Example(
      "e = estimate(lenet300() |> quantize(bits=2), index_bits=5, format=\"paper\", bias_bits=8)"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = try call[HuffmanCommand.network].network()
    let sizes = try packed(call).sizes
    return .record(
      Record([
        ("bytes", .number(Double(sizes.bytes))),
        ("ratio", .number(Double(network.originalBytes) / Double(sizes.bytes))),
        ("overhead", .number(Double(sizes.overheadBytes))),
        ("layers", .record(Record(sizes.layers.map { ($0.name, .number(Double($0.bytes))) }))),
      ]))
  }

  private func packed(_ call: BoundCall) throws -> PackedModel {
    guard call[Self.coder] == .arithmetic else {
      return try HuffmanCommand.packed(call, metadata: session.metadata)
    }
    for unused in [HuffmanCommand.indexBits, HuffmanCommand.format] as [any AnyParameter]
    where call.isGiven(unused) {
      throw call.fault(.argument, at: unused, "arithmetic coding has no gaps to choose for")
    }
    return try ArithmeticCommand.packed(
      try call[HuffmanCommand.network].network(), call, metadata: session.metadata)
  }
}

enum EntropyCoder: String, Choice {
  case huffman, arithmetic
}
