/// Finished series on two (or three) axes: a value, ready to be drawn into a figure.
public struct Chart: Sendable {
  public enum LegendPlace: String, Sendable, CaseIterable {
    /// In the quietest corner or along a side border, or outside if no place there is quiet.
    case automatic = "best"
    case topLeft = "top left"
    case topRight = "top right"
    case bottomLeft = "bottom left"
    case bottomRight = "bottom right"
    case outside
    case hidden = "none"
  }

  public var title: String
  public var subtitle: String
  public var xAxis: Axis
  public var yAxis: Axis
  /// A second vertical axis for the marks with `axis: .right`.
  public var rightAxis: Axis?
  public var legend: LegendPlace
  public private(set) var marks: [any Mark] = []

  public init(
    title: String = "", subtitle: String = "", xAxis: Axis = Axis(), yAxis: Axis = Axis(),
    rightAxis: Axis? = nil,
    legend: LegendPlace = .automatic
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.rightAxis = rightAxis
    self.legend = legend
  }

  /// Marks are drawn in the order they are added.
  public mutating func add(_ mark: some Mark) { marks.append(mark) }

  func check() throws(PlottingError) {
    try xAxis.check("x")
    try yAxis.check("y")
    try rightAxis?.check("right")
    for mark in marks { try mark.check() }
    try checkBars()
  }

  /// The length of a bar is its value, so its axis must show zero.
  private func checkBars() throws(PlottingError) {
    for mark in marks {
      guard let side = mark.barAxis else { continue }
      let axis = side == .x ? xAxis : mark.axis == .right ? rightAxis ?? yAxis : yAxis
      if axis.scale == .log || axis.minimum ?? 0 > 0 || axis.maximum ?? 0 < 0 {
        throw .barsWithoutZero(axis: side.rawValue)
      }
    }
  }

  /// Each mark with the number of its first series.
  var styledMarks: [(mark: any Mark, first: Int)] {
    var first = 0
    return marks.map { mark in
      defer { first += mark.styleCount }
      return (mark, first)
    }
  }

  func legendEntries(theme: Theme) -> [LegendEntry] {
    styledMarks.flatMap { $0.mark.legendEntries(in: MarkStyle(theme: theme, first: $0.first)) }
  }

  /// Everything that is written into it but numbers.
  var words: [String] {
    let axes = [xAxis, yAxis] + (rightAxis.map { [$0] } ?? [])
    let texts = [title, subtitle] + axes.flatMap { [$0.label] + $0.categories }
    let places = marks.map(\.extents).flatMap { $0.xCategories + $0.yCategories }
    let names = (try? Theme()).map { legendEntries(theme: $0).map(\.name) } ?? []
    return texts + places + names + marks.compactMap { ($0 as? AnnotationMark)?.text }
  }

  /// What all marks together leave out.
  func dropped(_ frame: (any Mark) -> Frame) -> DroppedValues {
    marks.reduce(DroppedValues()) { $0 + $1.dropped(in: frame($1)) }
  }

  var colorScale: ColorScale? { marks.lazy.compactMap(\.colorScale).first }

  /// The scales of x, left y and right y.
  func scales() -> (x: any Scale, left: any Scale, right: (any Scale)?) {
    let extents = marks.map(\.extents)
    let x = union(extents.map(\.x))
    let left = union(marks.filter { $0.axis == .left }.map(\.extents.y))
    let right = union(marks.filter { $0.axis == .right }.map(\.extents.y))
    return (
      xAxis.resolved(for: x, categories: longest(extents.map(\.xCategories))),
      yAxis.resolved(
        for: left, categories: longest(extents.map(\.yCategories)),
        headroom: extents.map(\.headroom).max() ?? 0),
      rightAxis.map { $0.resolved(for: right, categories: []) }
    )
  }

  private func union(_ extents: [Extent]) -> Extent {
    extents.reduce(into: Extent()) { $0.formUnion($1) }
  }

  private func longest(_ names: [[String]]) -> [String] {
    names.max { $0.count < $1.count } ?? []
  }
}
