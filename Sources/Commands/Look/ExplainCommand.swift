import CompressedModels
import EntropyCoding
import Language
import Networks

struct ExplainCommand: Command {
  static let name = "explain"
  static let summary = "Shows how a layer of a packed net is stored: gaps, codes, codewords, and where its bytes go."
  static let details = """
    One row for each stored entry, in the order of the file: the gap to the entry before and its bits, the position as
    row and column, the weight's code and its bits, the shared weight that the code stands for. An entry without a
    weight is a filler: the gap was too wide for its field (paper section 2, Figure 2).
    """
  static let group = CommandGroup.look
  static let packed = Parameter<PackedModel>("packed", "what huffman gave")
  static let layer = Parameter<String?>("layer", "a layer's name; none takes the first", default: nil)
  static let entries = Parameter<Int>("entries", "how many stored entries are shown", default: 12)
  static let parameters: [any AnyParameter] = [packed, layer, entries]
  static let isQuiet = true
  static let examples = [
    Example(
      "p = lenet300() |> prune(sparsity=95%) |> quantize(bits=3) |> huffman; explain(p, layer=\"fc2\", entries=5)")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.entries, in: 1...1_000_000)
    let model = call[Self.packed]
    guard !model.layers.isEmpty else { throw call.fault(.value, at: Self.packed, "the net has no layers with weights") }
    let name = call[Self.layer] ?? model.layers.first?.name ?? ""
    guard let layer = model.layer(name), let sizes = model.sizes.layer(name) else {
      throw call.fault(
        .argument, at: Self.layer, "no layer is called '\(name)'",
        hint: Suggestion.hint(for: name, among: model.layers.map(\.name)))
    }
    call.context.emit(.text(Self.story(of: layer, sizes)))
    if let index = layer.index {
      let walk = try EntryWalk(layer: layer, index: index)
      call.context.emit(.table(try walk.table(first: call[Self.entries])))
    }
    call.context.emit(.table(Self.parts(of: sizes)))
    return .object(model)
  }

  private static func story(of layer: PackedLayer, _ sizes: LayerSizes) -> String {
    func bits(_ value: Double) -> String { Value.number(value).brief(significantDigits: 3) }
    var lines = [
      "\(layer.name): \(sizes.survivorCount) of \(sizes.weightCount) weights, stored as \(sizes.coding), "
        + "\(layer.scanOrder == .rowMajor ? "row by row" : "column by column")"
    ]
    if let codes = sizes.codes {
      lines.append(
        "codes: \(codes.fixedBits) bits fixed, \(bits(codes.averageBits)) stored, entropy \(bits(codes.entropy))")
    }
    if let gaps = sizes.gaps {
      lines.append(
        "gaps: \(gaps.fixedBits) bits fixed, \(bits(gaps.averageBits)) stored, entropy \(bits(gaps.entropy)); "
          + "\(sizes.fillerCount) fillers")
    }
    return lines.joined(separator: "\n")
  }

  private static func parts(of sizes: LayerSizes) -> Table {
    let used = SizePart.allCases.filter { sizes.parts[$0] > 0 }
    return ReportTables.table(
      "Bytes of \(sizes.name)", ["part", "bytes"],
      used.map { [.string($0.rawValue), .number(Double(sizes.parts[$0]))] }
        + [[.string("total"), .number(Double(sizes.bytes))]], formats: [nil, "d"])
  }
}

/// The stored entries of one layer, one after the other.
private struct EntryWalk {
  let layer: PackedLayer
  let index: PackedIndex
  let gaps: [UInt16]
  let codes: [UInt16]
  /// Of layers without a codebook.
  let values: [Float]

  init(layer: PackedLayer, index: PackedIndex) throws {
    (self.layer, self.index) = (layer, index)
    if case .indexedValues(_, let values) = layer.content { self.values = values } else { values = [] }
    gaps = try index.relativeIndex().gaps
    codes = try layer.codes?.decoded() ?? []
  }

  func table(first count: Int) throws -> Table {
    var rows: [[Value]] = []
    var position = -1
    var nextEntry = 0
    for gap in gaps.prefix(count) {
      let isSkip = index.convention == .escape && Int(gap) == (1 << index.indexBits) - 1
      position += isSkip ? Int(gap) : Int(gap) + 1
      rows.append(row(gap: Int(gap), position: position, entry: isSkip ? nil : nextEntry))
      if !isSkip { nextEntry += 1 }
    }
    return ReportTables.table(
      "The first stored entries", ["gap", "gap bits", "row", "column", "code", "code bits", "weight"], rows,
      formats: ["d", "d", "d", "d", "d", "d", ".5"])
  }

  private func code(_ entry: Int) -> Int? { entry < codes.count ? Int(codes[entry]) : nil }

  /// The weight of an entry; nil for a filler zero.
  private func weight(_ entry: Int) -> Float? {
    guard let codebook = layer.codebook else { return entry < values.count ? values[entry] : nil }
    return code(entry).flatMap { $0 < codebook.count ? codebook.centroids[$0] : nil }
  }

  /// `entry` is nil for a skip.
  private func row(gap: Int, position: Int, entry: Int?) -> [Value] {
    func number(_ value: Int?) -> Value { value.map { .number(Double($0)) } ?? .none }
    let (code, weight) = (entry.flatMap(code), entry.flatMap(weight))
    let isFiller = weight == nil
    let place = isFiller ? nil : matrixPlace(position)
    return [
      number(gap), number(bits(of: gap, in: index.gaps.code)), number(place?.row), number(place?.column),
      isFiller ? .string("filler") : number(code), number(code.flatMap { bits(of: $0, in: layer.codes?.code) }),
      weight.map { .number(Double($0)) } ?? .none,
    ]
  }

  /// Row and column of a place in the scan order.
  private func matrixPlace(_ position: Int) -> (row: Int, column: Int) {
    let (rows, columns) = (layer.shape[0], layer.weightCount / max(1, layer.shape[0]))
    return index.scanOrder == .rowMajor
      ? (position / columns, position % columns) : (position % rows, position / rows)
  }

  private func bits(of symbol: Int, in code: SymbolCode?) -> Int? {
    switch code {
    case .fixedLength(let bits): bits
    case .huffman(let huffman): symbol < huffman.lengths.count ? Int(huffman.lengths[symbol]) : nil
    case nil: nil
    }
  }
}
