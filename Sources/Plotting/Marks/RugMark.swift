/// Short marks at given x values along the bottom or the top: where centroids or single values lie.
public struct RugMark: Mark {
  public enum Edge: Sendable { case bottom, top }

  public var x: [Double]
  public var name: String?
  public var edge: Edge
  public var color: Color?
  /// Length as a part of the plot's height.
  public var length: Double
  /// A sign at the inner end.
  public var marker: Marker

  public init(
    x: [Double], name: String? = nil, edge: Edge = .bottom, color: Color? = nil,
    length: Double = 0.05,
    marker: Marker = .none
  ) {
    self.x = x
    self.name = name
    self.edge = edge
    self.color = color
    self.length = length
    self.marker = marker
  }

  public var extents: Extents {
    var extents = Extents(x: Extent(x))
    if edge == .top { extents.headroom = length + 0.02 }
    return extents
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: style.color(color), line: pen(style), marker: marker)]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let area = frame.area
    let (start, direction) = edge == .bottom ? (area.bottom, -1.0) : (area.y, 1.0)
    let end = start + direction * min(max(length, 0), 1) * area.height
    for x in x.map(frame.x) where x.isFinite {
      canvas.stroke([Point(x, start), Point(x, end)], with: pen(frame.style))
      marker.draw(
        on: &canvas, at: Point(x, end), radius: frame.theme.markerRadius,
        color: frame.style.color(color),
        background: frame.theme.background)
    }
  }

  private func pen(_ style: MarkStyle) -> Stroke {
    Stroke(color: style.color(color), width: style.theme.lineWidth * 0.8)
  }
}
