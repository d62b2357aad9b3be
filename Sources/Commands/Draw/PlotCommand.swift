import Language
import Plotting

struct PlotCommand: Command {
  static let name = "plot"
  static let summary = "Draws one or several series as lines, points, steps, stems or bars."
  static let details = """
    `plot(x, y)` draws y over x, `plot(y)` over 1, 2, 3 …; both may be lists, ranges, tensors or
    columns of tables. Several series are a record by name, and a series with x values of its own is
    a pair: `plot({a: [xs, ys], b: [xs, ys]})`. What differs by series (kind, dashes, markers,
    colors, band) takes one value for all or a record by name or glob, as per-layer arguments do. A
    value that is none, not finite, or not positive on a logarithmic axis leaves a gap, and the
    picture says how many. Names in place of x stand at the places 0, 1, 2 …, where hlines, annotate
    and other series meet them. Bars begin at zero; on a logarithmic axis draw points. A table gives
    columns by name: `plot(t, x="bits", y="error", by="layer")`; rows of the same x, of several
    seeds for instance, become their mean with the range from the least to the greatest. The picture
    comes back, for `panels` and `save`.
    """
  static let group = CommandGroup.draw
  static let data = Parameter<Value?>(
    "data", "a table; or x, when y comes next; or what to draw over 1, 2, 3 …", default: nil)
  static let x = Parameter<Value?>(
    "x", "numbers, or names; of a table, the name of a column", default: nil)
  static let y = Parameter<Value?>(
    "y", "as many numbers, or {name: numbers, ...}; of a table, a column or a list of them",
    default: nil)
  static let by = Parameter<String?>(
    "by", "a column of the table: each of its values is a series", default: nil)
  static let kind = Parameter<PerSeries<Series.Kind>>(
    "kind", "how they are drawn", default: PerSeries(all: .line), choices: Series.Kind.words)
  static let dashes = Parameter<PerSeries<LineStyle>>(
    "dashes", "how lines are dashed: automatic differs by series",
    default: PerSeries(all: .automatic),
    choices: LineStyle.words)
  static let markers = Parameter<PerSeries<MarkerChoice>?>(
    "markers", "signs at the points; none gives short lines circles", default: nil)
  static let colors = Parameter<PerSeries<ColorChoice>?>(
    "colors", "none takes the palette in turn", default: nil)
  static let band = Parameter<SeriesList?>(
    "band", "[lows, highs] around the series, or a record of such pairs by name", default: nil)
  static let opacity = Parameter<PerSeries<Opacity>>(
    "opacity", "1 hides what lies behind, 0 is not seen",
    default: PerSeries(all: Opacity(share: 1)))
  static let isHorizontal = Parameter<Bool>(
    "horizontal", "bars lie, the first at the top", default: false)
  static let isStacked = Parameter<Bool>(
    "stacked", "bars stand on one another instead of side by side", default: false)
  static let showsValues = Parameter<Bool>("values", "write each bar's value at it", default: false)
  static let to = ChartArguments.to("plot")
  static let parameters: [any AnyParameter] =
    [
      data, x, y, by, kind, dashes, markers, colors, band, opacity, isHorizontal, isStacked,
      showsValues,
    ] + ChartArguments.axes + [to]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      plot([1, 2, 3], [1, 4, 9], title="squares", xlabel="n", ylabel="n^2", \
      to="/tmp/dcs-example.png")
      """
    ),
    Example(
      """
      plot({"P + Q": [[2, 4, 8], [5%, 1%, 0%]], SVD: [[10, 20, 40], [6%, 2%, 1%]]}, \
      dashes={SVD: "dashed"}, colors={SVD: "red"}, markers=true, log="x", percent=true, \
      xlim=[1, 100], ylim=[none, 10%], hlines={"dense error": 1.6%}, vlines=[4], \
      annotate=[20, 4%, "SVD", 20, 2%], legend="outside", to="/tmp/dcs-example.png")
      """),
    Example(
      """
      plot(["P", "P+Q"], {codes: [12e3, 9e3], gaps: [8e3, 6e3]}, kind="bars", stacked=true, \
      values=true, bytes="x", horizontal=true, subtitle="LeNet", size=[400, 300], dpi=300, \
      to="/tmp/dcs-example.png")
      """),
    Example(
      """
      plot(x=[2, 4, 6], y=[1, 2, 4], band=[[0, 1, 3], [2, 3, 5]], kind="points", opacity=0.5, \
      to="/tmp/dcs-example.svg")
      """
    ),
    Example(
      """
      t = table({bits: [2, 2, 4, 4], error: [5%, 7%, 1%, 2%], layer: ["a", "a", "a", "a"]}); \
      plot(data=t, x="bits", y="error", by="layer", to="/tmp/dcs-example.pdf")
      """),
  ]

  func run(_ call: BoundCall) throws -> Value {
    var chart = try ChartArguments.chart(call)
    let plotted = try PlotSeries(call)
    let (series, places) = try plotted.resolved()
    if !call.isGiven(ChartArguments.subtitle) { chart.subtitle = plotted.remark }
    let hasBars = series.contains { $0.kind == .bars }
    try Self.checkBars(series, call)
    if !hasBars { chart.xAxis.categories = places }
    let valueAxis = call[Self.isHorizontal] ? chart.xAxis : chart.yAxis
    chart.add(
      series,
      bars: BarSetting(
        categories: places, isStacked: call[Self.isStacked], isHorizontal: call[Self.isHorizontal],
        valueFormat: call[Self.showsValues] ? valueAxis.format : nil))
    ChartArguments.addRemarks(to: &chart, call)
    let picture = Picture(
      figure: Figure(chart), size: call[ChartArguments.size], resolution: call[ChartArguments.dpi])
    try picture.write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(picture)
  }

  /// Lying bars share their axes with nothing that stands.
  private static func checkBars(_ series: [Series], _ call: BoundCall) throws {
    guard call[isHorizontal] else { return }
    guard !series.isEmpty, series.allSatisfy({ $0.kind == .bars }) else {
      throw call.fault(
        .argument, at: isHorizontal, "only bars lie: here not every series is one",
        hint: "kind=\"bars\"")
    }
  }
}
