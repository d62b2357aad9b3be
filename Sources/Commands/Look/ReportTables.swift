import CompressedModels
import DeepCompression
import Language

/// Reports as tables of the language.
enum ReportTables {
  /// One row a stage; the paper's errors, bytes and ratio below when it has the network.
  static func stages(_ report: CompressionReport) -> Table {
    var rows = report.stages.map { stage in
      [
        .string(stage.name), .number(stage.density), .number(Double(stage.bytes)),
        .number(stage.ratio),
        stage.error.map { .number($0) } ?? Value.none,
        stage.topFiveError.map { .number($0) } ?? Value.none,
      ]
    }
    if let paper = report.paper {
      let start = Value.string("paper (\(paper.data))")
      rows.append([
        start, .number(1), .number(paper.ratio * Double(paper.compressedBytes)), .number(1),
        .number(paper.denseError),
        .none,
      ])
      rows[rows.count - 1][2] = .number(Double(report.total.denseBytes))
      rows.append([
        start, .number(paper.total.density), .number(Double(paper.compressedBytes)),
        .number(paper.ratio),
        .number(paper.compressedError), .none,
      ])
    }
    var names = ["stage", "kept", "bytes", "ratio", "error"]
    if report.stages.contains(where: { $0.topFiveError != nil }) { names.append("top-5 error") }
    return table(
      "Stages", names, rows, formats: [nil, ".2%", "d", ".1", ".2%", ".2%"],
      key: "kept: weights that survive; ratio: bytes as 32-bit floats over bytes")
  }

  /// The columns of the paper's Tables 2 to 5; the paper's row follows each measured one.
  static func layers(_ report: CompressionReport) -> Table {
    var rows: [[Value]] = []
    for (index, layer) in (report.layers + [report.total]).enumerated() {
      rows.append(row(layer))
      guard let paper = report.paper else { continue }
      rows.append(row(index < paper.layers.count ? paper.layers[index] : paper.total))
    }
    let names = [
      "layer", "weights", "kept", "w bits P+Q", "w bits P+Q+H", "i bits P+Q", "i bits P+Q+H", "P",
      "P+Q", "P+Q+H",
      "P+Q %", "P+Q+H %",
    ]
    let hasArithmetic = report.total.arithmeticBytes != nil
    let layers = table(
      "Layers" + (report.paper.map { ", beside the paper's \($0.name)" } ?? ""), names, rows,
      formats: [nil, "d", ".1%", ".1", ".1", ".1", ".1", "d", "d", "d", ".2%", ".2%"],
      key: """
        P pruned, Q quantized, H Huffman-coded: bytes of each, and % of 32-bit floats
        w bits: of a weight's code; i bits: of a gap between positions
        """ + (hasArithmetic ? "\nA arithmetic-coded, and what that saves beside H" : ""))
    guard hasArithmetic else { return layers }
    return Table(
      title: layers.title, columns: layers.columns + arithmetic(report), key: layers.key)
  }

  /// What arithmetic coding takes, and saves beside Huffman coding.
  private static func arithmetic(_ report: CompressionReport) -> [Table.Column] {
    var bytes: [Value] = []
    var saved: [Value] = []
    for layer in report.layers + [report.total] {
      let own = layer.arithmeticBytes ?? layer.codedBytes
      bytes.append(.number(Double(own)))
      saved.append(.number(1 - Double(own) / Double(max(1, layer.codedBytes))))
      if report.paper != nil {
        bytes.append(.none)
        saved.append(.none)
      }
    }
    return [
      .init("P+Q+A", bytes, format: "d"), .init("A saves", saved, format: ".1%"),
    ]
  }

  private static func row(_ layer: CompressionReport.Layer) -> [Value] {
    func optional(_ value: Double?) -> Value { value.map { .number($0) } ?? .none }
    let dense = Double(max(1, layer.denseBytes))
    return [
      .string(layer.name), .number(Double(layer.weightCount)), .number(layer.density),
      optional(layer.weightBits),
      optional(layer.weightBitsCoded), optional(layer.indexBits), optional(layer.indexBitsCoded),
      .number(Double(layer.prunedBytes)), optional(layer.quantizedBytes.map(Double.init)),
      .number(Double(layer.codedBytes)), optional(layer.quantizedBytes.map { Double($0) / dense }),
      .number(Double(layer.codedBytes) / dense),
    ]
  }

  private static func row(_ paper: PaperTable.Row) -> [Value] {
    [
      .string("  paper \(paper.layer)"), .none, .number(paper.density), .number(paper.weightBits),
      .number(paper.weightBitsCoded), .number(paper.indexBits), .number(paper.indexBitsCoded),
      .none, .none, .none,
      .number(paper.quantizedSize), .number(paper.codedSize),
    ]
  }

  /// Where the bytes of a file go.
  static func parts(_ sizes: SizeBreakdown) -> Table {
    let rows: [[Value]] = SizePart.allCases.filter { sizes.parts[$0] > 0 }.map { part in
      [
        .string(part.rawValue), .number(Double(sizes.parts[part])),
        .number(Double(sizes.parts[part]) / Double(max(1, sizes.bytes))),
      ]
    }
    return table(
      "Where the bytes go", ["part", "bytes", "share"],
      rows + [[.string("total"), .number(Double(sizes.bytes)), .number(1)]],
      formats: [nil, "d", ".1%"])
  }

  /// How long codes and gaps are as fields, as stored, and could be at best: one row for each
  /// stream of each layer.
  static func coding(_ model: PackedModel) -> Table {
    let sizes = model.sizes
    let coder = model.isArithmetic ? "stored" : "huffman"
    let streams = sizes.layers.flatMap { layer in
      [("codes", layer.codes), ("gaps", layer.gaps)].compactMap { name, symbols in
        symbols.map { (layer.name, name, $0) }
      }
    }
    let rows: [[Value]] = streams.map { layer, name, symbols in
      [
        .string(layer), .string(name), .number(Double(symbols.histogram.total)),
        .number(Double(symbols.fixedBits)),
        .number(symbols.averageBits), .number(symbols.entropy),
        .number(1 - symbols.averageBits / Double(max(1, symbols.fixedBits))),
      ]
    }
    return table(
      "Bits of a symbol", ["layer", "stream", "symbols", "fixed", coder, "entropy", "gain"],
      rows,
      formats: [nil, nil, "d", "d", ".2", ".2", ".1%"])
  }

  /// What `show packed` prints.
  static func packed(_ model: PackedModel) -> Table {
    let rows: [[Value]] = model.sizes.layers.map { layer in
      [
        .string(layer.name), .string(layer.coding), .number(Double(layer.weightCount)),
        .number(layer.density),
        layer.codes.map { .number($0.averageBits) } ?? .none,
        layer.gaps.map { .number($0.averageBits) } ?? .none,
        layer.indexBits.map { .number(Double($0)) } ?? .none, .number(Double(layer.fillerCount)),
        .string(layer.scanOrder == .rowMajor ? "rows" : "columns"), .number(Double(layer.bytes)),
      ]
    }
    let names = [
      "layer", "coding", "weights", "kept", "bits a code", "bits a gap", "index bits", "fillers",
      "scan", "bytes",
    ]
    return table(
      model.summary, names, rows, formats: [nil, nil, "d", ".2%", ".2", ".2", "d", "d", nil, "d"])
  }

  static func table(
    _ title: String, _ names: [String], _ rows: [[Value]], formats: [String?], key: String? = nil
  ) -> Table {
    Table(
      title: title,
      columns: names.enumerated().map { index, name in
        .init(name, rows.map { $0[index] }, format: formats[index])
      }, key: key)
  }
}
