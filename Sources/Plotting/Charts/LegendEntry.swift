/// A name and a sample of how its series is drawn.
public struct LegendEntry: Sendable {
  public var name: String
  public var color: Color
  public var line: Stroke?
  public var fill: Color?
  public var marker: Marker
  public var hatch: Hatch

  public init(
    name: String, color: Color, line: Stroke? = nil, fill: Color? = nil, marker: Marker = .none,
    hatch: Hatch = .none
  ) {
    self.name = name
    self.color = color
    self.line = line
    self.fill = fill
    self.marker = marker
    self.hatch = hatch
  }

  /// Draws the sample into `box`.
  func drawSample(on canvas: inout some Canvas, in box: Rectangle, theme: Theme) {
    let middle = box.center.y
    if let fill {
      let area = box.inset(left: 0, top: box.height * 0.15, right: 0, bottom: box.height * 0.15)
      canvas.fillRectangle(area, color: fill)
      hatch.draw(on: &canvas, in: area, theme: theme)
      if let line {
        canvas.strokeRectangle(area, with: Stroke(color: line.color, width: line.width))
      }
    } else if let line {
      canvas.stroke([Point(box.x, middle), Point(box.right, middle)], with: line)
    }
    marker.draw(
      on: &canvas, at: box.center, radius: theme.markerRadius, color: color,
      background: theme.background)
  }
}
