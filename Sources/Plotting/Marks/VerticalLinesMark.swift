/// Lines at given x values over the whole height or a part of it: thresholds, centroids of a
/// codebook.
public struct VerticalLinesMark: Mark {
  public var x: [Double]
  public var name: String?
  public var style: LineStyle
  public var color: Color?
  /// The part of the height that the lines span, 0 the bottom, 1 the top.
  public var span: ClosedRange<Double>
  /// Written beside the tops of the lines; missing ones are left out.
  public var labels: [String]
  /// Multiple of the theme's line width.
  public var weight: Double

  public init(
    at x: [Double], name: String? = nil, style: LineStyle = .dashed, color: Color? = nil,
    span: ClosedRange<Double> = 0...1, labels: [String] = [], weight: Double = 0.8
  ) {
    self.x = x
    self.name = name
    self.style = style
    self.color = color
    self.span = span
    self.labels = labels
    self.weight = weight
  }

  /// Named lines are a series and take a colour; others are grey.
  public var styleCount: Int { name == nil ? 0 : 1 }

  public var extents: Extents {
    var extents = Extents(x: Extent(x))
    if !labels.isEmpty { extents.headroom = 0.1 }
    return extents
  }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: color(style), line: pen(style))]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    guard let pen = pen(frame.style) else { return }
    let bottom = frame.area.bottom - span.lowerBound * frame.area.height
    let top = frame.area.bottom - span.upperBound * frame.area.height
    for x in x.map(frame.x) where x.isFinite {
      canvas.stroke([Point(x, bottom), Point(x, top)], with: pen)
    }
    for (x, label) in zip(x.map(frame.x), labels) where frame.area.x <= x && x <= frame.area.right {
      drawLabel(label, at: Point(x, top + frame.theme.gap), on: &canvas, in: frame)
    }
  }

  /// To the right of the line, or to its left where there is no room.
  private func drawLabel(
    _ label: String, at point: Point, on canvas: inout some Canvas, in frame: Frame
  ) {
    var style = frame.theme.note
    style.color = color(frame.style)
    let gap = frame.theme.gap
    let fits = point.x + gap + style.width(of: label) <= frame.area.right
    style = style.aligned(fits ? .left : .right, .top)
    let anchor = Point(point.x + (fits ? gap : -gap), point.y)
    canvas.fillRectangle(
      style.bounds(of: label, at: anchor).inset(by: -gap / 4),
      color: frame.theme.background.withOpacity(0.8))
    canvas.drawText(label, at: anchor, style: style)
  }

  private func color(_ style: MarkStyle) -> Color {
    name == nil ? color ?? style.theme.quietText : style.color(color)
  }

  private func pen(_ style: MarkStyle) -> Stroke? {
    self.style.stroke(
      color: color(style), width: style.theme.lineWidth * weight, series: style.first)
  }
}
