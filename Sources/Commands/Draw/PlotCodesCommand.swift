import CompressedModels
import EntropyCoding
import Language
import Plotting

struct PlotCodesCommand: Command {
  static let name = "plot_codes"
  static let summary = "Draws how often each weight code and each gap is stored in a packed layer."
  static let details = "The paper's Figure 5: both distributions are uneven, hence Huffman coding."
  static let group = CommandGroup.draw
  static let packed = Parameter<PackedModel>("packed", "what huffman gave")
  static let layer = Parameter<String?>(
    "layer", "a layer's name; none takes the last with gaps", default: nil)
  static let to = ChartArguments.toAlways("codes")
  static let parameters: [any AnyParameter] = [packed, layer, to]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      p = lenet300() |> prune(sparsity=90%) |> quantize(bits=4) |> huffman; \
      plot_codes(p, layer="fc1", to="/tmp/dcs-example.png")
      """
    )
  ]

  func run(_ call: BoundCall) throws -> Value {
    let model = call[Self.packed]
    guard !model.layers.isEmpty else {
      throw call.fault(.value, at: Self.packed, "the net has no layers with weights")
    }
    let name =
      call[Self.layer] ?? model.sizes.layers.last { $0.gaps != nil }?.name ?? model.layers.last?
      .name ?? ""
    guard let sizes = model.sizes.layer(name) else {
      throw call.fault(
        .argument, at: Self.layer, "no layer is called '\(name)'",
        hint: Suggestion.hint(for: name, among: model.layers.map(\.name)))
    }
    let coder = model.layer(name)?.ranks == nil ? "Huffman" : "arithmetic"
    var charts: [Chart] = []
    if let codes = sizes.codes {
      charts.append(
        Self.chart(codes, by: coder, title: "weight codes", label: "code (ascending centroids)"))
    }
    if let gaps = sizes.gaps {
      charts.append(Self.chart(gaps, by: "Huffman", title: "position gaps", label: "stored gap"))
    }
    guard !charts.isEmpty else {
      throw call.fault(
        .value, at: Self.packed, "layer \(name) stores 32-bit weights: there are no codes to draw")
    }
    try Picture(figure: Figure(title: "What is stored of \(name)", charts: charts, columns: 2))
      .write(
        to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(model)
  }

  private static func chart(
    _ symbols: SymbolSizes, by coder: String, title: String, label: String
  ) -> Chart {
    func bits(_ value: Double) -> String { Value.number(value).brief(significantDigits: 3) }
    var chart = Chart(
      title: title,
      subtitle:
        """
        entropy \(bits(symbols.entropy)), \(coder) \(bits(symbols.averageBits)), \
        fixed \(symbols.fixedBits) bits
        """,
      xAxis: Axis(label: label), yAxis: Axis(label: "count"), legend: .hidden)
    let last = symbols.histogram.usedSymbols.last ?? 0
    chart.add(
      HistogramMark(
        edges: (0...(last + 1)).map { Double($0) - 0.5 },
        counts: symbols.histogram.counts[0...last].map(Double.init)))
    return chart
  }
}
