import Language
import Tensors

struct HistogramCommand: Command {
  static let name = "histogram"
  static let summary = "Counts numbers in equal intervals: a table of what hist draws."
  static let details = """
    One row for each interval [low, high), the last one closed: the count; the density pdf = count /
    (all · width); and cdf, the share of the numbers that lie below the interval's end (the paper's
    Figure 4, left). Numbers that are not finite are left out.
    """
  static let group = CommandGroup.tables
  static let subject = Parameter<TensorValue>("x", "a tensor or a list of numbers")
  static let bins = Parameter<Int>("bins", "number of intervals", default: 10)
  static let skipZero = Parameter<Bool>(
    "skip_zero", "leave zeros out: they are the pruned weights", default: false)
  static let parameters: [any AnyParameter] = [subject, bins, skipZero]
  static let examples = [
    Example("print(histogram([0, 1, 1, 4], bins=2).count)", prints: "[3, 1]"),
    Example("print(histogram([0, 1, 1, 4], bins=2, skip_zero=true).low)", prints: "[1, 2.5]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.bins, in: 1...1_000_000)
    let values = call[Self.subject].tensor.finite(skippingZeros: call[Self.skipZero])
    let (edges, counts) = values.histogram(bins: call[Self.bins])
    let sums = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }.dropFirst()
    func column(_ name: String, _ numbers: [Double], _ format: String? = nil) -> Table.Column {
      .init(name, numbers.map { .number($0) }, format: format)
    }
    return .object(
      Table(columns: [
        column("low", Array(edges.dropLast()), ".5"),
        column("high", Array(edges.dropFirst()), ".5"),
        column("count", counts.map(Double.init), "d"),
        column("pdf", Tensor.density(of: counts, between: edges), ".5"),
        column("cdf", sums.map { Double($0) / Double(values.count) }, ".4%"),
      ]))
  }
}
