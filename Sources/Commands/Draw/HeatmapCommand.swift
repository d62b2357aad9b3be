import Language
import Plotting
import Tensors

struct HeatmapCommand: Command {
  static let name = "heatmap"
  static let summary = "Draws a matrix as colours, its first row at the top."
  static let details = """
    `scale`: "sequential" from dark blue to yellow, for amounts; "diverging" blue over white to red,
    for signed values, with limits symmetric about zero; "fade" white to dark blue, for counts and
    masks. Cells that are not finite, or not positive under `log`, are grey. Rows and columns are
    counted from 0 where they have no names.
    """
  static let group = CommandGroup.draw
  static let matrix = Parameter<TensorValue>(
    "matrix", "a tensor of two dimensions, or a list of equally long lists")
  static let rows = Parameter<Elements?>("rows", "their names, from the top", default: nil)
  static let columns = Parameter<Elements?>("columns", "their names, from the left", default: nil)
  static let scale = Parameter<ColorScale.Map>(
    "scale", "the colours", default: .sequential, choices: ColorScale.Map.words)
  static let limits = Parameter<AxisLimits>(
    "limits", "the values of the first and the last colour", default: AxisLimits())
  static let isLog = Parameter<Bool>(
    "log", "equal ratios make equal steps of colour", default: false)
  static let isPercent = Parameter<Bool>("percent", "write values in percent", default: false)
  static let showsValues = Parameter<Bool>(
    "values", "write each value into its cell, where it fits", default: false)
  static let label = Parameter<String>(
    "label", "beside the colours: what the values are", default: "")
  static let to = ChartArguments.to("heatmap")
  static let parameters: [any AnyParameter] = [
    matrix, rows, columns, scale, limits, isLog, isPercent, showsValues, label,
    ChartArguments.title,
    ChartArguments.subtitle, ChartArguments.xlabel, ChartArguments.ylabel, ChartArguments.size,
    ChartArguments.dpi, to,
  ]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      heatmap([[1%, 2%], [3%, 50%]], rows=["conv1", "fc1"], columns=[4, 2], log=true, \
      percent=true, values=true, label="error", title="One layer shared", subtitle="LeNet", \
      xlabel="bits", ylabel="layer", size=[300, 200], dpi=300, to="/tmp/dcs-example.png")
      """),
    Example(
      "heatmap(randn(20, 30), scale=\"diverging\", limits=[-2, 2], to=\"/tmp/dcs-example.png\")"),
  ]
  /// More could not be told apart in any picture.
  private static let largestCellCount = 4_000_000

  func run(_ call: BoundCall) throws -> Value {
    let rows = try Self.cells(call)
    var chart = Chart(
      title: call[ChartArguments.title], subtitle: call[ChartArguments.subtitle],
      xAxis: Axis(label: call[ChartArguments.xlabel]),
      yAxis: Axis(label: call[ChartArguments.ylabel]))
    let format: TickFormat = call[Self.isPercent] ? .percent : .number
    chart.add(
      HeatmapMark(
        values: rows, columns: try Self.names(call, Self.columns, rows.first?.count ?? 0),
        rows: try Self.names(call, Self.rows, rows.count),
        colors: try Self.colors(rows, format, call),
        valueFormat: call[Self.showsValues] ? format : nil))
    let picture = Picture(
      figure: Figure(chart), size: call[ChartArguments.size], resolution: call[ChartArguments.dpi])
    try picture.write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(picture)
  }

  private static func cells(_ call: BoundCall) throws -> [[Double]] {
    let tensor = call[matrix].tensor
    guard tensor.shape.count == 2, tensor.count > 0 else {
      throw call.fault(
        .shape, at: matrix, "a heat map shows a matrix, not shape \(tensor.shape)",
        hint: "reshape makes one")
    }
    guard tensor.count <= largestCellCount else {
      throw call.fault(
        .limit, at: matrix,
        "a heat map shows at most \(largestCellCount) cells, not \(tensor.count)",
        hint: "draw a part: W[0:1000, 0:1000]")
    }
    let columns = tensor.shape[1]
    return (0..<tensor.shape[0]).map { row in
      tensor.values[row * columns..<(row + 1) * columns].map(Double.init)
    }
  }

  private static func names(_ call: BoundCall, _ parameter: Parameter<Elements?>, _ count: Int)
    throws -> [String]
  {
    guard let names = call[parameter]?.values.map(\.text) else {
      return (0..<count).map(String.init)
    }
    guard names.count == count else {
      throw call.fault(.shape, at: parameter, "\(names.count) names for \(count) \(parameter.name)")
    }
    return names
  }

  private static func colors(_ rows: [[Double]], _ format: TickFormat, _ call: BoundCall) throws
    -> ColorScale
  {
    let axis = Axis(
      scale: call[isLog] ? .log : .linear, minimum: call[limits].low, maximum: call[limits].high)
    try call.locating(limits) { try axis.check("color") }
    return ColorScale(
      map: call[scale], over: Extent(rows.joined()), axis: axis, label: call[label], format: format)
  }
}
