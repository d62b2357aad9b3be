import Language
import Plotting
import Tensors

struct HistCommand: Command {
  static let name = "hist"
  static let summary = "Draws the distribution of numbers as a histogram."
  static let details = "Several distributions share the bins; each is drawn in its own panel under one axis of values."
  static let group = CommandGroup.draw
  static let subject = Parameter<NamedTensors>("x", "a tensor, or {name: tensor, ...}")
  static let bins = Parameter<Int>(
    "bins", "number of equal intervals between the smallest and the largest", default: 101)
  static let skipZero = Parameter<Bool>("skip_zero", "leave zeros out: they are the pruned weights", default: false)
  static let isLog = Parameter<Bool>("log", "logarithmic counts", default: false)
  static let title = Parameter<String>("title", "above the picture", default: "")
  static let label = Parameter<String>("xlabel", "what the numbers are", default: "weight")
  static let to = Parameter<String>("to", "the PNG file", default: "Plots/hist.png")
  static let parameters: [any AnyParameter] = [subject, bins, skipZero, isLog, title, label, to]
  static let isQuiet = true
  static let examples = [
    Example("hist(lenet300().fc1.weight, bins=51, title=\"fc1\", xlabel=\"weight\", to=\"/tmp/dcs-example.png\")"),
    Example(
      "n = lenet300(); hist({before: n.fc2.weight, after: (n |> prune(sparsity=90%)).fc2.weight}, skip_zero=true, log=true, to=\"/tmp/dcs-example.png\")"
    ),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.bins, in: 1...10_000)
    guard !call[Self.subject].series.isEmpty else {
      throw call.fault(.value, at: Self.subject, "there is nothing to draw")
    }
    let series = call[Self.subject].series.map { (name: $0.name, values: Self.finite($0.tensor, call[Self.skipZero])) }
    let edges = Self.tensor(series.flatMap(\.values)).histogram(bins: call[Self.bins]).edges
    let charts = series.map { name, values in
      var chart = Chart(
        title: name ?? call[Self.title], subtitle: Self.subtitle(values), xAxis: Axis(label: call[Self.label]),
        yAxis: Axis(label: "count", scale: call[Self.isLog] ? .log : .linear), legend: .hidden)
      chart.add(HistogramMark(edges: edges, counts: Self.tensor(values).counts(between: edges).map(Double.init)))
      return chart
    }
    let figure = charts.count == 1 ? Figure(charts[0]) : Figure(title: call[Self.title], charts: charts, columns: 1)
    try Picture.write(figure, to: call[Self.to], call: call, at: Self.to)
    return .none
  }

  private static func finite(_ tensor: Tensor, _ skipsZero: Bool) -> [Float] {
    tensor.values.filter { $0.isFinite && !(skipsZero && $0 == 0) }
  }

  private static func tensor(_ values: [Float]) -> Tensor { Tensor(shape: [values.count], values: values) }

  private static func subtitle(_ values: [Float]) -> String {
    guard !values.isEmpty else { return "no values" }
    return "\(values.count) values, standard deviation "
      + Value.number(tensor(values).standardDeviation).brief(significantDigits: 3)
  }
}
