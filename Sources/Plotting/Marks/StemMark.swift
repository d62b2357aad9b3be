/// Upright lines from the base to given heights, a sign on top: members of each cluster, counts of
/// single values.
public struct StemMark: Mark {
  public var x: [Double]
  public var y: [Double]
  public var name: String?
  public var marker: Marker
  public var color: Color?
  public var axis: VerticalAxis

  public init(
    x: [Double], y: [Double], name: String? = nil, marker: Marker = .circle, color: Color? = nil,
    axis: VerticalAxis = .left
  ) {
    self.x = x
    self.y = y
    self.name = name
    self.marker = marker
    self.color = color
    self.axis = axis
  }

  public var extents: Extents {
    var extents = Extents(x: Extent(x), y: Extent(y))
    if !y.isEmpty { extents.y.anchor(0) }
    return extents
  }

  public func check() throws(PlottingError) {
    try checkLength("stems", "y", y.count, equals: x.count)
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: style.color(color), line: pen(style), marker: marker)]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    for (x, y) in zip(x, y) {
      let top = frame.point(x, y)
      guard top.x.isFinite, top.y.isFinite else { continue }
      canvas.stroke([Point(top.x, frame.baseline), top], with: pen(frame.style))
      marker.draw(
        on: &canvas, at: top, radius: frame.theme.markerRadius, color: frame.style.color(color),
        background: frame.theme.background)
    }
    canvas.tellPoints(name, x: x, y: y, in: frame)
  }

  public func dropped(in frame: Frame) -> DroppedValues { DroppedValues(x: x, y: y, in: frame) }

  /// Their lengths are read as those of bars are.
  public var barAxis: BarAxis? { .y }

  private func pen(_ style: MarkStyle) -> Stroke {
    Stroke(color: style.color(color), width: style.theme.lineWidth * 0.8)
  }
}
