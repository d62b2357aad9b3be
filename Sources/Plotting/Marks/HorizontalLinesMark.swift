/// Lines at given y values over the whole width: bounds, the paper's number.
public struct HorizontalLinesMark: Mark {
  public var y: [Double]
  public var name: String?
  public var style: LineStyle
  public var color: Color?
  public var axis: VerticalAxis
  /// Written above the right ends of the lines; missing ones are left out.
  public var labels: [String]
  /// Multiple of the theme's line width.
  public var weight: Double

  public init(
    at y: [Double], name: String? = nil, style: LineStyle = .dashed, color: Color? = nil,
    axis: VerticalAxis = .left,
    labels: [String] = [], weight: Double = 0.8
  ) {
    self.y = y
    self.name = name
    self.style = style
    self.color = color
    self.axis = axis
    self.labels = labels
    self.weight = weight
  }

  /// Named lines are a series and take a colour; others are grey.
  public var styleCount: Int { name == nil ? 0 : 1 }

  public var extents: Extents { Extents(y: Extent(y)) }

  public func legendEntries(in style: MarkStyle) -> [LegendEntry] {
    guard let name else { return [] }
    return [LegendEntry(name: name, color: color(style), line: pen(style))]
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    guard let pen = pen(frame.style) else { return }
    var style = frame.theme.note.aligned(.right, .bottom)
    style.color = color(frame.style)
    for (i, y) in y.map(frame.y).enumerated() where frame.area.y <= y && y <= frame.area.bottom {
      canvas.stroke([Point(frame.area.x, y), Point(frame.area.right, y)], with: pen)
      guard labels.indices.contains(i) else { continue }
      let above = y - frame.theme.gap / 2
      let fits = above - style.lineHeight > frame.area.y
      canvas.drawText(
        labels[i],
        at: Point(frame.area.right - frame.theme.gap, fits ? above : y + frame.theme.gap / 2),
        style: fits ? style : style.aligned(.right, .top))
    }
  }

  private func color(_ style: MarkStyle) -> Color {
    name == nil ? color ?? style.theme.quietText : style.color(color)
  }

  private func pen(_ style: MarkStyle) -> Stroke? {
    self.style.stroke(
      color: color(style), width: style.theme.lineWidth * weight, series: style.first)
  }
}
