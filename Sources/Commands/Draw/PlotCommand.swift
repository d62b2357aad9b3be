import Language
import Plotting
import Tensors

struct PlotCommand: Command {
  static let name = "plot"
  static let summary = "Draws one or several series as lines, points, steps or bars."
  static let group = CommandGroup.draw
  static let x = Parameter<Value>("x", "numbers, or names for bars")
  static let y = Parameter<NamedTensors>("y", "as many numbers, or {name: numbers, ...}")
  static let kind = Parameter<PlotKind>("kind", "how they are drawn", default: .line, choices: PlotKind.words)
  static let title = Parameter<String>("title", "above the picture", default: "")
  static let xlabel = Parameter<String>("xlabel", "below the picture", default: "")
  static let ylabel = Parameter<String>("ylabel", "left of the picture", default: "")
  static let logarithmic = Parameter<LogAxes>(
    "log", "axes with logarithmic scales", default: .none, choices: LogAxes.words)
  static let percent = Parameter<Bool>("percent", "write the y axis in percent", default: false)
  static let to = Parameter<String>("to", "the PNG file", default: "Plots/plot.png")
  static let parameters: [any AnyParameter] = [x, y, kind, title, xlabel, ylabel, logarithmic, percent, to]
  static let isQuiet = true
  static let examples = [
    Example("plot([1, 2, 3], [1, 4, 9], title=\"squares\", xlabel=\"n\", ylabel=\"n^2\", to=\"/tmp/dcs-example.png\")"),
    Example(
      "plot([1, 10, 100], {a: [1, 2, 3], b: [3, 2, 1]}, kind=\"points\", log=\"x\", percent=true, to=\"/tmp/dcs-example.png\")"
    ),
    Example("plot([\"P\", \"P+Q\"], [12, 32], kind=\"bars\", to=\"/tmp/dcs-example.png\")"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let series = call[Self.y].series.map { (name: $0.name, values: $0.tensor.doubles) }
    var chart = Chart(
      title: call[Self.title],
      xAxis: Axis(label: call[Self.xlabel], scale: call[Self.logarithmic].hasX ? .log : .linear),
      yAxis: Axis(
        label: call[Self.ylabel], scale: call[Self.logarithmic].hasY ? .log : .linear,
        format: call[Self.percent] ? .percent : .number))
    if call[Self.kind] == .bars {
      let names = try Self.names(call[Self.x])
      try Self.check(names.count, series.map(\.values.count), call)
      chart.add(
        BarMark(categories: names, series: series.map { BarMark.Series(name: $0.name, values: $0.values) }))
    } else {
      let x = try call.locating(Self.x) { try TensorValue(call[Self.x]).tensor.doubles }
      try Self.check(x.count, series.map(\.values.count), call)
      for (name, values) in series { call[Self.kind].add(x, values, name: name, to: &chart) }
    }
    try Picture.write(Figure(chart), to: call[Self.to], call: call, at: Self.to)
    return .none
  }

  private static func names(_ value: Value) throws -> [String] {
    guard case .list(let elements) = value else { return try TensorValue(value).tensor.values.map { "\($0)" } }
    return elements.map(\.text)
  }

  private static func check(_ count: Int, _ counts: [Int], _ call: BoundCall) throws {
    for other in counts where other != count {
      throw call.fault(.shape, at: y, "x has \(count) values, y has \(other)")
    }
  }
}

enum PlotKind: String, Choice {
  case line, points, step, bars

  func add(_ x: [Double], _ y: [Double], name: String?, to chart: inout Chart) {
    switch self {
    case .points: chart.add(PointMark(x: x, y: y, name: name))
    case .step: chart.add(LineMark(x: x, y: y, name: name, course: .stepsAfter))
    case .line, .bars: chart.add(LineMark(x: x, y: y, name: name, marker: x.count <= 40 ? .circle : .none))
    }
  }
}

enum LogAxes: String, Choice {
  case none, x, y, xy

  var hasX: Bool { self == .x || self == .xy }
  var hasY: Bool { self == .y || self == .xy }
}
