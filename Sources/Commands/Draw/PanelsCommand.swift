import Language
import Plotting

struct PanelsCommand: Command {
  static let name = "panels"
  static let summary = "Puts several pictures side by side, row by row, into one."
  static let details = """
    Plots in a column share their left and right borders, those in a row top and bottom. Make the
    parts with `to=none`, so that they are not written one by one.
    """
  static let group = CommandGroup.draw
  static let parts = Parameter<[Picture]>("pictures", "what plot, hist, heatmap and panels give")
  static let columns = Parameter<Int>("columns", "how many stand side by side", default: 2)
  static let title = Parameter<String>("title", "above all of them", default: "")
  static let size = Parameter<PictureSize?>(
    "size", "of the whole, in points of two pixels; none gives each panel 420 by 300", default: nil)
  static let to = ChartArguments.to("panels")
  static let parameters: [any AnyParameter] = [
    parts, columns, title, size, ChartArguments.dpi, to,
  ]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      panels([plot([1, 3, 2], to=none), hist(randn(100), to=none)], columns=1, title="both", \
      size=[400, 500], dpi=72, to="/tmp/dcs-example.png")
      """)
  ]

  func run(_ call: BoundCall) throws -> Value {
    let charts = call[Self.parts].flatMap(\.figure.charts)
    try call.require(Self.columns, in: 1...20)
    guard (1...100).contains(charts.count) else {
      throw call.fault(
        .value, at: Self.parts, "1 to 100 charts fit into a picture, not \(charts.count)")
    }
    let columns = min(call[Self.columns], charts.count)
    let rows = (charts.count + columns - 1) / columns
    let usual = PictureSize(
      width: min(420 * Double(columns), 4000), height: min(300 * Double(rows), 4000))
    let picture = Picture(
      figure: Figure(title: call[Self.title], charts: charts, columns: columns),
      size: call[Self.size] ?? usual, resolution: call[ChartArguments.dpi])
    try picture.write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(picture)
  }
}
