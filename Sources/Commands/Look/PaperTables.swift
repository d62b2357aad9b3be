import DeepCompression
import Language

/// The paper's tables as tables of the language.
enum PaperTables {
  static func table(_ name: PaperTableName) -> Table {
    switch name {
    case .headline: headline
    case .lenet300: layers(.lenet300)
    case .lenet5: layers(.lenet5)
    case .alexnet: layers(.alexnet)
    case .vgg16: layers(.vgg16)
    case .bits: bits
    case .methods: methods
    case .times: costs(PaperTiming.microseconds, "Table 8: microseconds an input")
    case .power: costs(PaperTiming.watts, "Table 9: watts")
    }
  }

  private static var headline: Table {
    let names = [
      "network", "bytes", "compressed", "ratio", "top_1", "top_1_after", "top_5", "top_5_after",
    ]
    let rows = PaperTable.all.map { table -> [Value] in
      let row = table.headline
      let topFive = row.topFiveErrors
      return [
        .string(table.network), number(row.bytes), number(row.compressedBytes), number(table.ratio),
        number(table.denseError), number(table.compressedError), number(topFive.first),
        number(topFive.last),
      ]
    }
    return ReportTables.table(
      "Table 1: four networks", names, rows,
      formats: [nil, "d", "d", nil, ".2%", ".2%", ".2%", ".2%"])
  }

  private static func layers(_ paper: PaperTable) -> Table {
    let names = [
      "layer", "weights", "kept", "bits", "coded_bits", "index_bits", "coded_index_bits",
      "quantized", "coded", "pruned_ratio", "quantized_ratio", "coded_ratio",
    ]
    let totalCount = paper.weightCounts.reduce(0, +)
    var rows = paper.layers.indices.map { index -> [Value] in
      row(paper.layers[index], paper.layerNames[index], paper.weightCounts[index])
        + [.none, .none, .none]
    }
    rows.append(
      row(paper.total, paper.total.layer, totalCount) + paper.headline.ratios.map { number($0) })
    return ReportTables.table(
      "\(paper.name): \(paper.network)", names, rows,
      formats: [nil, "d", ".1%", ".1", ".1", "d", ".1", ".1%", ".2%", nil, nil, nil])
  }

  private static func row(_ row: PaperTable.Row, _ name: String, _ weightCount: Int) -> [Value] {
    [
      .string(name), number(weightCount), number(row.density), number(row.weightBits),
      number(row.weightBitsCoded), number(row.indexBits), number(row.indexBitsCoded),
      number(row.quantizedSize), number(row.codedSize),
    ]
  }

  private static var bits: Table {
    let rows = PaperComparison.bits.map { row -> [Value] in
      [
        number(row.convolution), number(row.fullyConnected), number(row.topOneError),
        number(row.topFiveError), number(row.increases.first), number(row.increases.last),
      ]
    }
    return ReportTables.table(
      "Table 6: AlexNet by bits", ["conv_bits", "fc_bits", "top_1", "top_5", "more_1", "more_5"],
      rows, formats: [nil, nil, ".2%", ".2%", ".2%", ".2%"])
  }

  private static var methods: Table {
    let rows = PaperComparison.methods.map { method -> [Value] in
      [
        .string(method.name), number(method.bytes), number(method.topOneError),
        number(method.topFiveError),
      ]
    }
    return ReportTables.table(
      "Table 7: AlexNet by method", ["method", "bytes", "top_1", "top_5"], rows,
      formats: [nil, "d", ".2%", ".2%"])
  }

  private static func costs(_ series: [PaperTiming.Series], _ title: String) -> Table {
    let names = [
      "device", "network", "layer", "inputs", "outputs", "kept", "batch", "dense", "sparse",
    ]
    let rows = series.flatMap { series -> [[Value]] in
      PaperTiming.layers.enumerated().map { index, layer -> [Value] in
        [
          .string(series.device), .string(layer.network.network), .string(layer.name),
          number(layer.inputs), number(layer.outputs), number(layer.density),
          number(series.batch), number(series.dense[index]), number(series.sparse[index]),
        ]
      }
    }
    return ReportTables.table(
      title, names, rows, formats: [nil, nil, nil, nil, nil, ".0%", nil, ".1", ".1"])
  }

  private static func number(_ value: Int) -> Value { .number(Double(value)) }

  private static func number(_ value: Double?) -> Value { value.map { .number($0) } ?? .none }
}
