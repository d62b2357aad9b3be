import Language
import Networks
import Plotting
import Tensors

struct PlotCodebookCommand: Command {
  static let name = "plot_codebook"
  static let summary = "Draws a layer's shared weights over the distribution of its weights."
  static let details = """
    The right half of the paper's Figure 4: the distribution of the surviving weights, the centroids
    before and after they were trained. Without `weights` the number of weights that share each
    centroid is drawn instead.
    """
  static let group = CommandGroup.draw
  static let layer = Parameter<LayerValue>("layer", "a shared layer, for instance shared.fc1")
  static let before = Parameter<LayerValue?>(
    "before", "the same layer before retraining", default: nil)
  static let weights = Parameter<LayerValue?>(
    "weights", "the layer before sharing: its distribution is drawn", default: nil)
  static let title = Parameter<String>("title", "above the picture", default: "")
  static let to = ChartArguments.toAlways("codebook")
  static let parameters: [any AnyParameter] = [layer, before, weights, title, to]
  static let isQuiet = true
  static let examples = [
    Example(
      "q = lenet300() |> quantize(bits=3); plot_codebook(q.fc1, to=\"/tmp/dcs-example.png\")"),
    Example(
      """
      n = lenet300() |> prune(sparsity=90%); q = n |> quantize(bits=3); \
      plot_codebook(q.fc1, before=q.fc1, weights=n.fc1, title="fc1", to="/tmp/dcs-example.png")
      """
    ),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let shared = try Self.shared(call[Self.layer], call, at: Self.layer)
    let title = call.isGiven(Self.title) ? call[Self.title] : "Codebook of \(call[Self.layer].name)"
    var chart = Chart(
      title: title,
      subtitle: "\(shared.codebook.count) shared weights, \(shared.codes.count) connections",
      xAxis: Axis(label: "weight"), yAxis: Axis(label: "connections"), legend: .automatic)
    if let weights = call[Self.weights] {
      chart.add(Self.distribution(of: weights))
    } else {
      chart.add(Self.members(of: shared))
    }
    if let before = call[Self.before] {
      let earlier = try Self.shared(before, call, at: Self.before)
      chart.add(
        RugMark(
          x: earlier.codebook.centroids.map(Double.init), name: "centroids before training",
          edge: .top, length: 0.07))
    }
    chart.add(
      RugMark(
        x: shared.codebook.centroids.map(Double.init), name: "centroids", edge: .bottom,
        length: 0.07))
    try Picture(figure: Figure(chart)).write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(call[Self.layer])
  }

  private static func shared(
    _ layer: LayerValue, _ call: BoundCall, at parameter: some AnyParameter
  ) throws -> SharedWeights {
    guard case .shared(let shared) = layer.weights else {
      throw call.fault(
        .type, at: parameter, "the weights of \(layer.name) are not shared",
        hint: "quantize shares them")
    }
    return shared
  }

  private static func distribution(of layer: LayerValue) -> HistogramMark {
    let values = layer.weights.tensor.values.filter { $0 != 0 && $0.isFinite }
    let histogram = Tensor(shape: [values.count], values: values).histogram(bins: 120)
    return HistogramMark(
      edges: histogram.edges, counts: histogram.counts.map(Double.init), name: "surviving weights")
  }

  private static func members(of shared: SharedWeights) -> StemMark {
    var counts = [Double](repeating: 0, count: shared.codebook.count)
    for code in shared.codes { counts[Int(code)] += 1 }
    return StemMark(
      x: shared.codebook.centroids.map(Double.init), y: counts,
      name: "weights that share a centroid")
  }
}
