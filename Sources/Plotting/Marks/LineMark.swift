/// A line through points, with optional markers and ranges. A value that has no place on the axes
/// leaves a gap.
public struct LineMark: Mark {
  public enum Course: Sendable {
    /// Straight from point to point.
    case straight
    /// Level, then up or down at the next x: for empirical distribution functions and learning-rate
    /// schedules.
    case stepsAfter
  }

  public var x: [Double]
  public var y: [Double]
  public var name: String?
  public var style: LineStyle
  public var marker: Marker
  public var color: Color?
  public var course: Course
  public var spread: Spread?
  public var axis: VerticalAxis
  /// Fills the area down to the base of the axis.
  public var isFilled: Bool
  /// 0 … 1.
  public var opacity: Double

  public init(
    x: [Double], y: [Double], name: String? = nil, style: LineStyle = .automatic,
    marker: Marker = .none,
    color: Color? = nil, course: Course = .straight, spread: Spread? = nil,
    axis: VerticalAxis = .left,
    isFilled: Bool = false, opacity: Double = 1
  ) {
    self.x = x
    self.y = y
    self.name = name
    self.style = style
    self.marker = marker
    self.color = color
    self.course = course
    self.spread = spread
    self.axis = axis
    self.isFilled = isFilled
    self.opacity = opacity
  }

  public var extents: Extents {
    var y = Extent(self.y + (spread.map { $0.low + $0.high } ?? []))
    if isFilled { y.anchor(0) }
    return Extents(x: Extent(x), y: y)
  }

  public func check() throws(PlottingError) {
    try checkLength("line", "y", y.count, equals: x.count)
    try spread?.check("line", count: x.count)
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: style.color(color), line: pen(style), marker: marker)]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let color = shade(frame.style)
    let points = zip(x, y).map { frame.point($0, $1) }
    let path = course == .straight ? points : steps(points)
    if isFilled { fillBelow(path, on: &canvas, in: frame, color: color) }
    spread?.draw(on: &canvas, x: x, in: frame, color: color)
    if let pen = pen(frame.style) { canvas.stroke(path, with: pen) }
    for point in points {
      marker.draw(
        on: &canvas, at: point, radius: frame.theme.markerRadius, color: color,
        background: frame.theme.background)
    }
    canvas.tellPoints(name, x: x, y: y, in: frame)
  }

  public func dropped(in frame: Frame) -> DroppedValues { DroppedValues(x: x, y: y, in: frame) }

  private func shade(_ style: MarkStyle) -> Color {
    style.color(color).withOpacity(min(max(opacity, 0), 1))
  }

  private func pen(_ style: MarkStyle) -> Stroke? {
    self.style.stroke(color: shade(style), width: style.theme.lineWidth, series: style.first)
  }

  private func steps(_ points: [Point]) -> [Point] {
    var path: [Point] = []
    for point in points {
      if let last = path.last { path.append(Point(point.x, last.y)) }
      path.append(point)
    }
    return path
  }

  private func fillBelow(
    _ path: [Point], on canvas: inout some Canvas, in frame: Frame, color: Color
  ) {
    for run in path.split(whereSeparator: { !$0.x.isFinite || !$0.y.isFinite }) where run.count > 1
    {
      let base = [
        Point(run[run.endIndex - 1].x, frame.baseline),
        Point(run[run.startIndex].x, frame.baseline),
      ]
      canvas.fillPolygon([run + base], color: color.withOpacity(0.2))
    }
  }
}
