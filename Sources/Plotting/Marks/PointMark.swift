/// A scatter of signs, with optional ranges.
public struct PointMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var name: String?
  /// Nil for the sign of the series' number.
  public var marker: Marker?
  public var color: Color?
  /// 0 … 1: less lets crowds show as darker.
  public var opacity: Double
  /// Radius as a multiple of the theme's.
  public var size: Double
  public var spread: Spread?
  public var axis: VerticalAxis

  public init(
    x: [Double], y: [Double], name: String? = nil, marker: Marker? = nil, color: Color? = nil,
    opacity: Double = 1,
    size: Double = 1, spread: Spread? = nil, axis: VerticalAxis = .left
  ) {
    self.x = x
    self.y = y
    self.name = name
    self.marker = marker
    self.color = color
    self.opacity = opacity
    self.size = size
    self.spread = spread
    self.axis = axis
  }

  public var extents: Extents {
    Extents(x: Extent(x), y: Extent(y + (spread.map { $0.low + $0.high } ?? [])))
  }

  public func check() throws(PlottingError) {
    try checkLength("points", "y", y.count, equals: x.count)
    try spread?.check("points", count: x.count)
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: style.color(color), marker: sign(style))]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let color = frame.style.color(color).withOpacity(min(max(opacity, 0), 1))
    spread?.draw(on: &canvas, x: x, in: frame, color: color)
    let radius = frame.theme.markerRadius * min(max(size, 0.05), 20)
    let sign = sign(frame.style)
    for (x, y) in zip(x, y) {
      sign.draw(
        on: &canvas, at: frame.point(x, y), radius: radius, color: color,
        background: frame.theme.background)
    }
    canvas.tellPoints(name, x: x, y: y, in: frame)
  }

  public func dropped(in frame: Frame) -> DroppedValues { DroppedValues(x: x, y: y, in: frame) }

  private func sign(_ style: MarkStyle) -> Marker { marker ?? .automatic(style.first) }
}
