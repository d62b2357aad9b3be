import Language
import Plotting

/// The arguments that all commands for charts share: words, axes, lines and remarks, and where the
/// picture goes.
enum ChartArguments {
  static let title = Parameter<String>("title", "above the picture", default: "")
  static let subtitle = Parameter<String>("subtitle", "a smaller line under the title", default: "")
  static let xlabel = Parameter<String>("xlabel", "below the picture", default: "")
  static let ylabel = Parameter<String>("ylabel", "left of the picture", default: "")
  static let logarithmic = Parameter<AxisChoice>(
    "log", "axes with logarithmic scales", default: .none, choices: AxisChoice.words)
  static let percent = Parameter<AxisChoice>(
    "percent", "axes written in percent", default: .none, choices: AxisChoice.words)
  static let bytes = Parameter<AxisChoice>(
    "bytes", "axes written in B, KB and MB", default: .none, choices: AxisChoice.words)
  static let xlim = Parameter<AxisLimits>(
    "xlim", "where the x axis starts and ends", default: AxisLimits())
  static let ylim = Parameter<AxisLimits>(
    "ylim", "where the y axis starts and ends", default: AxisLimits())
  static let legend = Parameter<Chart.LegendPlace>(
    "legend", "where the names of series stand: best avoids the data", default: .automatic,
    choices: Chart.LegendPlace.words)
  static let hlines = Parameter<ReferenceLines>(
    "hlines", "level lines for comparison", default: ReferenceLines())
  static let vlines = Parameter<ReferenceLines>(
    "vlines", "upright lines for comparison", default: ReferenceLines())
  static let remarks = Parameter<Remarks>(
    "annotate", "words at places of the data; an arrow leads to the second place",
    default: Remarks())
  static let size = Parameter<PictureSize>(
    "size", "width and height in points of two pixels; letters are 11 points high", default: .usual)

  static let dpi = Parameter<Resolution>(
    "dpi", "pixels of a PNG file in an inch of paper", default: .usual)

  /// Where it goes; each command has a file name of its own.
  static func to(_ name: String) -> Parameter<String?> {
    Parameter(
      "to", "a .png, .svg or .pdf file; none draws nothing yet: panels does",
      default: "Plots/\(name).png")
  }

  /// Where a picture of a command that always draws goes.
  static func toAlways(_ name: String) -> Parameter<String> {
    Parameter("to", "a .png, .svg or .pdf file", default: "Plots/\(name).png")
  }

  static let axes: [any AnyParameter] = [
    title, subtitle, xlabel, ylabel, logarithmic, percent, bytes, xlim, ylim, legend, hlines,
    vlines, remarks, size, dpi,
  ]

  /// An empty chart with these words and axes.
  static func chart(_ call: BoundCall) throws -> Chart {
    Chart(
      title: call[title], subtitle: call[subtitle],
      xAxis: try axis("x", call, label: xlabel, limits: xlim, has: \.hasX),
      yAxis: try axis("y", call, label: ylabel, limits: ylim, has: \.hasY), legend: call[legend])
  }

  private static func axis(
    _ name: String, _ call: BoundCall, label: Parameter<String>, limits: Parameter<AxisLimits>,
    has: (AxisChoice) -> Bool
  ) throws -> Axis {
    let axis = Axis(
      label: call[label], scale: has(call[logarithmic]) ? .log : .linear,
      format: has(call[bytes]) ? .bytes : has(call[percent]) ? .percent : .number,
      minimum: call[limits].low,
      maximum: call[limits].high)
    try call.locating(limits) { try axis.check(name) }
    return axis
  }

  /// Adds the reference lines and remarks, over what is there.
  static func addRemarks(to chart: inout Chart, _ call: BoundCall) {
    if !call[vlines].lines.isEmpty {
      chart.add(VerticalLinesMark(at: call[vlines].values, labels: call[vlines].labels))
    }
    if !call[hlines].lines.isEmpty {
      chart.add(HorizontalLinesMark(at: call[hlines].values, labels: call[hlines].labels))
    }
    for mark in call[remarks].marks { chart.add(mark) }
  }
}
