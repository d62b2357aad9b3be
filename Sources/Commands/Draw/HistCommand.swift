import Language
import Plotting
import Tensors

struct HistCommand: Command {
  static let name = "hist"
  static let summary =
    "Draws the distribution of numbers: counts, density, or the share up to each value."
  static let details = """
    `kind`: "counts" of equal intervals; "pdf", the counts divided by all and by the width of an
    interval, so that the area is 1; "cdf", the empirical distribution function, the share of the
    numbers at or below each value. Several distributions share the intervals; each is drawn in its
    own panel under one axis of values, or all in one with `overlay=true` (always, for a cdf).
    Numbers that are not finite are left out. `histogram` gives the same as a table.
    """
  static let group = CommandGroup.draw
  static let subject = Parameter<NamedTensors>("x", "a tensor, or {name: tensor, ...}")
  static let bins = Parameter<Int>(
    "bins", "number of equal intervals between the smallest and the largest", default: 101)
  static let skipZero = Parameter<Bool>(
    "skip_zero", "leave zeros out: they are the pruned weights", default: false)
  static let kind = Parameter<HistogramKind>(
    "kind", "what is drawn of the distribution", default: .counts, choices: HistogramKind.words)
  static let overlays = Parameter<Bool>(
    "overlay", "several distributions in one chart", default: false)
  static let to = ChartArguments.to("hist")
  static let parameters: [any AnyParameter] =
    [subject, bins, skipZero, kind, overlays] + ChartArguments.axes + [to]
  static let isQuiet = true
  static let examples = [
    Example(
      """
      hist(lenet300().fc1.weight, bins=51, title="fc1", xlabel="weight", to="/tmp/dcs-example.png")
      """
    ),
    Example(
      """
      n = lenet300(); hist({before: n.fc2.weight, after: (n |> prune(sparsity=90%)).fc2.weight}, \
      skip_zero=true, log=true, to="/tmp/dcs-example.png")
      """),
    Example(
      """
      n = lenet300(); hist({fc1: n.fc1.weight, fc2: n.fc2.weight}, kind="cdf", percent=true, \
      bytes="none", ylabel="share", xlim=[-0.1, 0.1], ylim=[0, 1], vlines={zero: 0}, \
      hlines=[50%], annotate=[0.05, 20%, "fc2 is wider"], subtitle="before training", \
      legend="top left", size=[400, 300], dpi=300, to="/tmp/dcs-example.png")
      """),
    Example(
      """
      hist({a: randn(99), b: randn(99)}, kind="pdf", overlay=true, to="/tmp/dcs-example.png")
      """),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.bins, in: 1...10_000)
    guard !call[Self.subject].series.isEmpty else {
      throw call.fault(.value, at: Self.subject, "there is nothing to draw")
    }
    let picture = Picture(
      figure: try DistributionCharts(call).figure(), size: call[ChartArguments.size],
      resolution: call[ChartArguments.dpi])
    try picture.write(
      to: call[Self.to], call: call, at: Self.to, isAutomatic: !call.isGiven(Self.to))
    return .object(picture)
  }
}

enum HistogramKind: String, Choice {
  case counts, pdf, cdf

  var axisLabel: String {
    switch self {
    case .counts: "count"
    case .pdf: "probability density"
    case .cdf: "share of the values"
    }
  }
}
