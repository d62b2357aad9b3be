import Language
import Plotting
import Tensors

/// The charts of one call of `hist`.
struct DistributionCharts {
  private let call: BoundCall
  private let series: [(name: String?, values: Tensor)]
  private let edges: [Double]

  /// A step function of more corners than this looks the same.
  private static let cornerLimit = 2000

  init(_ call: BoundCall) {
    self.call = call
    series = call[HistCommand.subject].series.map {
      ($0.name, $0.tensor.finite(skippingZeros: call[HistCommand.skipZero]))
    }
    let all = Tensor(
      shape: [series.reduce(0) { $0 + $1.values.count }], values: series.flatMap(\.values.values))
    edges = all.histogram(bins: call[HistCommand.bins]).edges
  }

  private var kind: HistogramKind { call[HistCommand.kind] }

  func figure() throws -> Figure {
    if kind == .cdf || call[HistCommand.overlays] || series.count == 1 {
      return Figure(try overlaid())
    }
    let charts = try series.map { name, values in
      var chart = try empty(subtitle: Self.subtitle(values))
      chart.title = name ?? ""
      chart.legend = .hidden
      add(values, name: nil, to: &chart)
      ChartArguments.addRemarks(to: &chart, call)
      return chart
    }
    return Figure(title: call[ChartArguments.title], charts: charts, columns: 1)
  }

  private func overlaid() throws -> Chart {
    var chart = try empty(subtitle: series.count == 1 ? Self.subtitle(series[0].values) : "")
    for (name, values) in series { add(values, name: name, to: &chart) }
    ChartArguments.addRemarks(to: &chart, call)
    return chart
  }

  private func empty(subtitle: String) throws -> Chart {
    var chart = try ChartArguments.chart(call)
    if !call.isGiven(ChartArguments.subtitle) { chart.subtitle = subtitle }
    if !call.isGiven(ChartArguments.xlabel) { chart.xAxis.label = "weight" }
    if !call.isGiven(ChartArguments.ylabel) { chart.yAxis.label = kind.axisLabel }
    return chart
  }

  private func add(_ values: Tensor, name: String?, to chart: inout Chart) {
    guard kind != .cdf else {
      let steps = EmpiricalDistribution(values).steps(atMost: Self.cornerLimit)
      chart.add(
        LineMark(x: steps.map(\.value), y: steps.map(\.share), name: name, course: .stepsAfter))
      return
    }
    let counts = values.counts(between: edges)
    let heights =
      kind == .counts ? counts.map(Double.init) : Tensor.density(of: counts, between: edges)
    chart.add(HistogramMark(edges: edges, counts: heights, name: name))
  }

  private static func subtitle(_ values: Tensor) -> String {
    guard values.count > 0 else { return "no values" }
    return "\(values.count) values, standard deviation "
      + Value.number(values.standardDeviation).brief(significantDigits: 3)
  }
}

extension Tensor {
  /// The finite values as a vector.
  func finite(skippingZeros: Bool) -> Tensor {
    let kept = values.filter { $0.isFinite && !(skippingZeros && $0 == 0) }
    return Tensor(shape: [kept.count], values: kept)
  }
}
