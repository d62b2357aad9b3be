import CompressedModels
import Datasets
import Language
import Networks
import Tensors

struct ExplainCommand: Command {
  static let name = "explain"
  static let summary =
    "Shows a stage on the weights at hand: gaps and fillers, codes, gradients summed, stored bytes."
  static let details = """
    Of a packed net: one row for each stored entry of a layer, in the order of the file: the gap to
    the entry before and its bits, the position as row and column, the weight's code and its bits,
    the shared weight that the code stands for. An entry without a weight is a filler: the gap was
    too wide for its field (paper section 2, Figure 2). Of a layer, a net or a tensor, before
    anything is packed: pruned weights as distances from one to the next in fields of `index_bits`,
    with filler zeros where a distance exceeds 2^index_bits (Figure 2); shared weights as codes and
    centroids, and with a `gradient`, or `data` of which one mini-batch is taken, the gradients
    summed by centroid and the centroids after a step of `lr` (Figure 3). A tensor is shared by
    k-means with `bits`; with `index_bits` its zeros count as pruned. The tables come back as a
    record: positions, codes, clusters, rate (section 3.1).
    """
  static let group = CommandGroup.look
  static let subject = Parameter<Explained>(
    "x", "what huffman gave, a net, a layer such as net.fc1, or a tensor")
  static let layer = Parameter<String?>(
    "layer", "a layer's name; none takes the first", default: nil)
  static let entries = Parameter<Int>("entries", "how many stored entries are shown", default: 12)
  static let indexBits = Parameter<Int?>(
    "index_bits", "bits of a gap, 1 to 12; none takes 5 for pruned layers", default: nil)
  static let bits = Parameter<Int?>(
    "bits", "shares a tensor's weights, 2^bits of them", default: nil)
  static let gradient = Parameter<TensorValue?>(
    "gradient", "the loss's gradient by each weight, in the shape of the weights", default: nil)
  static let data = Parameter<Examples?>(
    "data", "examples: their gradient is taken, for a net with a layer", default: nil)
  static let rate = Parameter<Double>("lr", "learning rate of the step", default: 1)
  static let parameters: [any AnyParameter] = [
    subject, layer, entries, indexBits, bits, gradient, data, rate,
  ]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      p = lenet300() |> prune(sparsity=95%) |> quantize(bits=3) |> huffman; \
      explain(p, layer="fc2", entries=5)
      """
    ),
    Example("print(explain([0, 3.4, 0, 0, 0.9], index_bits=3).positions.distance)"),
    Example("explain([[2, 1], [2.2, 0.9]], bits=1, gradient=[[0.1, 0], [0.2, 0.3]], lr=0.5)"),
    Example(
      """
      q = net([dense(4)], input=[2]) |> quantize(bits=2); \
      explain(q, layer="fc1", data=data("toy").train)
      """
    ),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.entries, in: 1...1_000_000)
    try call.require(Self.rate, in: -1e6...1e6)
    if let bits = call[Self.indexBits], !(1...RelativeIndex.widestIndex).contains(bits) {
      throw call.fault(
        .value, at: Self.indexBits, "index_bits must be between 1 and 12, not \(bits)")
    }
    switch call[Self.subject] {
    case .packed(let model): return try Self.explain(model, call)
    case .network(let network):
      let name = call[Self.layer] ?? network.weightNames.first ?? ""
      guard let layer = network.weightsValue(name) else {
        throw Self.unknown(name, network.weightNames, call)
      }
      return try ExplainedWeights(call, layer: layer, network: network).shown()
    case .layer(let layer): return try ExplainedWeights(call, layer: layer).shown()
    case .tensor(let tensor):
      // Linear initialization draws nothing.
      var random = RandomSource(seed: 0)
      return try ExplainedWeights(call, tensor: tensor.tensor, random: &random).shown()
    }
  }

  private static func unknown(_ name: String, _ names: [String], _ call: BoundCall) -> Diagnostic {
    guard !names.isEmpty else {
      return call.fault(.value, at: subject, "the net has no layers with weights")
    }
    return call.fault(
      .argument, at: layer, "no layer is called '\(name)'",
      hint: Suggestion.hint(for: name, among: names))
  }

  private static func explain(_ model: PackedModel, _ call: BoundCall) throws -> Value {
    let name = call[layer] ?? model.layers.first?.name ?? ""
    guard let layer = model.layer(name), let sizes = model.sizes.layer(name) else {
      throw unknown(name, model.layers.map(\.name), call)
    }
    call.context.emit(.text(summary(of: layer, sizes)))
    if layer.index != nil {
      call.context.emit(.table(table(of: try layer.storedEntries(first: call[entries]))))
    }
    call.context.emit(.table(parts(of: sizes)))
    return .object(model)
  }

  private static func summary(of layer: PackedLayer, _ sizes: LayerSizes) -> String {
    func bits(_ value: Double) -> String { Value.number(value).brief(significantDigits: 3) }
    var lines = [
      "\(layer.name): \(sizes.survivorCount) of \(sizes.weightCount) weights, "
        + "stored as \(sizes.coding), "
        + "\(layer.scanOrder == .rowMajor ? "row by row" : "column by column")"
    ]
    if let codes = sizes.codes {
      lines.append(
        """
        codes: \(codes.fixedBits) bits fixed, \(bits(codes.averageBits)) stored, \
        entropy \(bits(codes.entropy))
        """
      )
    }
    if let gaps = sizes.gaps {
      lines.append(
        "gaps: \(gaps.fixedBits) bits fixed, \(bits(gaps.averageBits)) stored, "
          + "entropy \(bits(gaps.entropy)); "
          + "\(sizes.fillerCount) fillers")
    }
    return lines.joined(separator: "\n")
  }

  private static func table(of entries: [StoredEntry]) -> Table {
    func number(_ value: Int?) -> Value { value.map { .number(Double($0)) } ?? .none }
    let rows = entries.map { entry -> [Value] in
      [
        number(entry.gap), number(entry.gapBits), number(entry.isFiller ? nil : entry.row),
        number(entry.isFiller ? nil : entry.column),
        entry.isFiller ? .string("filler") : number(entry.code), number(entry.codeBits),
        entry.weight.map { .number(Double($0)) } ?? .none,
      ]
    }
    return ReportTables.table(
      "The first stored entries",
      ["gap", "gap bits", "row", "column", "code", "code bits", "weight"], rows,
      formats: ["d", "d", "d", "d", "d", "d", ".5"])
  }

  private static func parts(of sizes: LayerSizes) -> Table {
    let used = SizePart.allCases.filter { sizes.parts[$0] > 0 }
    return ReportTables.table(
      "Bytes of \(sizes.name)", ["part", "bytes"],
      used.map { [.string($0.rawValue), .number(Double(sizes.parts[$0]))] }
        + [[.string("total"), .number(Double(sizes.bytes))]], formats: [nil, "d"])
  }
}
