import CompressedModels
import Language
import Plotting

struct PlotLayersCommand: Command {
  static let name = "plot_layers"
  static let summary = "Draws where the bytes of a packed net go, layer by layer."
  static let details = "As the paper's Figure 11: codes, gaps, codebooks, biases and the rest."
  static let group = CommandGroup.draw
  static let packed = Parameter<PackedModel>("packed", "what huffman gave")
  static let title = Parameter<String>("title", "above the picture", default: "Bytes of each layer")
  static let to = ChartArguments.toAlways("layers")
  static let parameters: [any AnyParameter] = [packed, title, to]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      p = lenet300() |> prune(sparsity=90%) |> quantize(bits=4) |> huffman; \
      plot_layers(p, title="bytes", to="/tmp/dcs-example.png")
      """
    )
  ]

  func run(_ call: BoundCall) throws -> Value {
    let sizes = call[Self.packed].sizes
    let parts = SizePart.allCases.filter { sizes.parts[$0] > 0 }
    var rest = PartList(sizes.parts)
    for layer in sizes.layers { rest.subtract(layer.parts) }
    let series = parts.map { part in
      BarMark.Series(
        name: part.rawValue,
        values: sizes.layers.map { Double($0.parts[part]) } + [Double(rest[part])])
    }
    var chart = Chart(
      title: call[Self.title], subtitle: ByteText.text(sizes.bytes) + " in all",
      yAxis: Axis(label: "bytes", format: .bytes), legend: .outside)
    chart.add(
      BarMark(
        categories: sizes.layers.map(\.name) + ["file"], series: series, arrangement: .stacked))
    try Picture(figure: Figure(chart)).write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(call[Self.packed])
  }
}

/// Bytes by part that belong to no layer.
private struct PartList {
  private var bytes: [SizePart: Int] = [:]

  init(_ parts: PartSizes) {
    for part in SizePart.allCases { bytes[part] = parts[part] }
  }

  mutating func subtract(_ parts: PartSizes) {
    for part in SizePart.allCases { bytes[part, default: 0] -= parts[part] }
  }

  subscript(part: SizePart) -> Int { bytes[part, default: 0] }
}
