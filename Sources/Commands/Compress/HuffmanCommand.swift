import CompressedModels
import Language
import Networks
import Tensors

struct HuffmanCommand: Command {
  static let name = "huffman"
  static let summary = "Codes a net's weights and positions without loss; gives the packed net."
  static let details = """
    Stage three of the paper (sections 2 and 4): positions of the surviving weights become gaps
    (relative index), codes and gaps are Huffman-coded per layer with canonical codes. `index_bits`
    is the width of a gap before coding; none takes the width with the smallest file, per layer.
    `format="compact"`: a gap too wide is bridged by fillers without a code, the scan order is
    chosen by size, and nearly dense layers may go without an index. `format="paper"`: filler zeros
    carry a code, rows are scanned in order, every layer has an index, as in the paper's Figure 2.
    `bias_bits` rounds biases first, which is the only loss; the file says so. `quantize` has it,
    too.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<NetworkOrStream>(
    "net", "a net after quantize; pruned and dense nets keep 32-bit weights")
  static let indexBits = Parameter<PerLayer<Int>?>(
    "index_bits", "bits of a gap before coding, 1 to 12; none chooses by size", default: nil)
  static let format = Parameter<PackingFormat>(
    "format", "how positions are written", default: .compact, choices: PackingFormat.words)
  static let biasBits = Parameter<Int>(
    "bias_bits", "bits of a bias: 16, and 8 to 2, round; 32 keeps them as they are", default: 32)
  static let parameters: [any AnyParameter] = [network, indexBits, format, biasBits]
  static let examples = [
    Example("q = lenet300() |> quantize(bits=4); print same(huffman(q), q)", prints: "true"),
    Example(
      "p = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> huffman; print(p.ratio > 20)",
      prints: "true"),
    Example(
      "n = lenet300(); print(huffman(n).bytes - huffman(n, bias_bits=16).bytes)", prints: "820"),
    Example(
      """
      p = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> \
      huffman(index_bits={"*": 5, fc3: 3}, format="paper")
      """
    ),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    if var stream = call[Self.network].stream {
      try call.refuse([Self.biasBits])
      stream.options = try Self.options(call, stream.weightNames)
      return .object(stream)
    }
    let packed = try Self.packed(call, metadata: session.metadata)
    Self.tell(packed, of: try call[Self.network].network(), call)
    return .object(packed)
  }

  /// Shared with `estimate`.
  static func packed(_ call: BoundCall, metadata: Metadata) throws -> PackedModel {
    let network = try roundingBiases(call, of: try call[Self.network].network())
    let options = try options(call, network.weightNames)
    return try packed(network, call, options: options, metadata: metadata, named: name)
  }

  /// Shared with `arithmetic`.
  static func packed(
    _ network: Network, _ call: BoundCall, options: PackingOptions, metadata: Metadata,
    named command: String
  ) throws -> PackedModel {
    do {
      return try PackedModel(
        encoding: network, options: options, metadata: metadata,
        monitor: call.monitor(command, in: "weights", isTimed: true))
    } catch let error as PackingError {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: argumentAtFault(error))
      throw diagnostic
    }
  }

  static func roundingBiases(_ call: BoundCall, of network: Network) throws -> Network {
    var network = network
    guard call[biasBits] != 32 else { return network }
    guard Bias.canStore(bits: call[biasBits]) else {
      throw call.fault(
        .value, at: biasBits, "bias_bits must be 2 to 8, 16 or 32, not \(call[biasBits])")
    }
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        layer.bias = layer.bias.map { Bias(rounding: $0.values, bits: call[biasBits]) }
      }
    }
    return network
  }

  /// Which argument an error is about.
  private static func argumentAtFault(_ error: PackingError) -> any AnyParameter {
    if case .indexBitsOutOfRange = error { return indexBits }
    return network
  }

  private static func options(_ call: BoundCall, _ names: [String]) throws -> PackingOptions {
    let bits = try call.locating(indexBits) {
      try call[indexBits]?.resolved(for: names) ?? [:]
    }
    return call[format] == .paper ? .paper(indexBits: bits) : PackingOptions(indexBits: bits)
  }
}

enum PackingFormat: String, Choice {
  case compact, paper
}
