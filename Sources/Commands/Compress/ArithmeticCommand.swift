import CompressedModels
import Language
import Networks
import Tensors

struct ArithmeticCommand: Command {
  static let name = "arithmetic"
  static let summary =
    "Codes a net's weights without loss by what their neighbours are; smaller than huffman."
  static let details = """
    Adaptive binary arithmetic coding in place of Huffman codes and gaps. A weight is a few
    yes-or-no decisions: is it there, its sign, and its size, the rank of its centroid counted from
    zero. How likely each is follows from the weights coded before: the taps of the same filter, the
    pixels around, the same tap of earlier filters, by coefficients that are fitted to the layer and
    stand in the file. All is integer arithmetic, so that every machine reads the same. Each layer
    takes the order, the neighbourhood and the contexts that make it smallest, or stays
    Huffman-coded where that is smaller still; weights that are not shared stay 32-bit floats.
    Reading takes longer than with `huffman`, which stays the paper's way: some 20 to 100 million
    weights a second.

    A packed net is coded anew. `bias_bits` rounds biases first, which is the only loss. The method
    is that of DeepCABAC (Wiedemann et al. 2020), with predictions in place of fixed neighbours.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Model>("net", "a net after quantize, or a packed one")
  static let parameters: [any AnyParameter] = [network, HuffmanCommand.biasBits]
  static let examples = [
    Example("q = lenet300() |> quantize(bits=4); print same(arithmetic(q), q)", prints: "true"),
    Example(
      """
      h = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> huffman; \
      print(arithmetic(h).bytes < h.bytes)
      """,
      prints: "true"),
    Example(
      """
      p = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> arithmetic(bias_bits=8); \
      show report([p])
      """),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = try call.locating(Self.network) { try call[Self.network].network() }
    let packed = try Self.packed(network, call, metadata: session.metadata)
    HuffmanCommand.tell(packed, of: network, named: Self.name, call)
    return .object(packed)
  }

  /// Shared with `estimate`.
  static func packed(
    _ network: Network, _ call: BoundCall, metadata: Metadata
  ) throws -> PackedModel {
    try HuffmanCommand.packed(
      HuffmanCommand.roundingBiases(call, of: network), call,
      options: PackingOptions(coding: .arithmetic), metadata: metadata, named: name)
  }
}
