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
    value that is none, not finite, or not positive on a logarithmic axis leaves a gap. Bars stand
    at the places 0, 1, 2 …, where hlines, annotate and other series meet them. The picture comes
    back, for `panels` and `save`.
    """
  static let group = CommandGroup.draw
  static let x = Parameter<Value>(
    "x", "numbers, or names for bars; without y, what to draw over 1, 2, 3 …")
  static let y = Parameter<SeriesList?>(
    "y", "as many numbers, or {name: numbers, ...}", default: nil)
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
  static let isStacked = Parameter<Bool>(
    "stacked", "bars stand on one another instead of side by side", default: false)
  static let showsValues = Parameter<Bool>("values", "write each bar's value at it", default: false)
  static let to = ChartArguments.to("plot")
  static let parameters: [any AnyParameter] =
    [x, y, kind, dashes, markers, colors, band, isStacked, showsValues] + ChartArguments.axes + [to]
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
      values=true, bytes="y", subtitle="LeNet", size=[400, 300], to="/tmp/dcs-example.png")
      """),
    Example(
      """
      plot(x=[2, 4, 6], y=[1, 2, 4], band=[[0, 1, 3], [2, 3, 5]], kind="points", \
      to="/tmp/dcs-example.png")
      """
    ),
  ]

  func run(_ call: BoundCall) throws -> Value {
    var chart = try ChartArguments.chart(call)
    let (series, places) = try PlotSeries(call).resolved()
    chart.add(
      series,
      bars: BarSetting(
        categories: places, isStacked: call[Self.isStacked],
        valueFormat: call[Self.showsValues] ? chart.yAxis.format : nil))
    ChartArguments.addRemarks(to: &chart, call)
    let picture = Picture(figure: Figure(chart), size: call[ChartArguments.size])
    try picture.write(to: call[Self.to], call: call, at: Self.to)
    return .object(picture)
  }
}
