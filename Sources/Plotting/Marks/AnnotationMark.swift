/// A remark at a place of the data, with an optional arrow to another.
public struct AnnotationMark: Mark {
  public var text: String
  /// The middle of the text, in data units; moved into the plot if it would stick out.
  public var x: Double
  public var y: Double
  /// Where the arrow points, in data units.
  public var target: (x: Double, y: Double)?
  public var color: Color?
  public var axis: VerticalAxis

  public init(
    _ text: String, x: Double, y: Double, pointingTo target: (x: Double, y: Double)? = nil,
    color: Color? = nil,
    axis: VerticalAxis = .left
  ) {
    self.text = text
    self.x = x
    self.y = y
    self.target = target
    self.color = color
    self.axis = axis
  }

  public var styleCount: Int { 0 }

  public var extents: Extents {
    let ends = [(x: x, y: y)] + (target.map { [$0] } ?? [])
    return Extents(x: Extent(ends.map(\.x)), y: Extent(ends.map(\.y)))
  }

  public func draw(on canvas: inout some Canvas, in frame: Frame) {
    let center = frame.point(x, y)
    guard center.x.isFinite, center.y.isFinite else { return }
    var style = frame.theme.note.aligned(.center, .middle)
    style.color = color ?? frame.theme.text
    let shown = style.truncated(text, width: frame.area.width - 4 * frame.theme.gap)
    let box = moved(
      style.bounds(of: shown, at: center), into: frame.area.inset(by: frame.theme.gap))
    if let target {
      drawArrow(
        from: box.inset(by: -frame.theme.gap), to: frame.point(target.x, target.y), on: &canvas,
        frame, style)
    }
    canvas.fillRectangle(
      box.inset(by: -frame.theme.gap / 2), color: frame.theme.background.withOpacity(0.8))
    canvas.drawText(shown, at: Point(box.center.x, box.y), style: style.aligned(.center, .top))
  }

  private func moved(_ box: Rectangle, into area: Rectangle) -> Rectangle {
    var box = box
    box.x = max(area.x, min(box.x, area.right - box.width))
    box.y = max(area.y, min(box.y, area.bottom - box.height))
    return box
  }

  /// From the border of the text's box, on the line from its middle, to just before the target.
  private func drawArrow(
    from box: Rectangle, to target: Point, on canvas: inout some Canvas, _ frame: Frame,
    _ style: TextStyle
  ) {
    guard target.x.isFinite, target.y.isFinite, !box.contains(target) else { return }
    let center = box.center
    let (dx, dy) = (target.x - center.x, target.y - center.y)
    let leave = min(
      abs(dx) > 0 ? box.width / 2 / abs(dx) : 1, abs(dy) > 0 ? box.height / 2 / abs(dy) : 1)
    let length = distance(center, target)
    let (ux, uy) = (dx / length, dy / length)
    let size = 5 * frame.theme.scale
    let tip = Point(target.x - ux * size * 0.6, target.y - uy * size * 0.6)
    let neck = Point(tip.x - ux * size, tip.y - uy * size)
    let start = Point(center.x + dx * leave, center.y + dy * leave)
    if distance(center, neck) > distance(center, start) {
      canvas.stroke(
        [start, neck], with: Stroke(color: style.color, width: frame.theme.lineWidth * 0.7))
    }
    let wing = size * 0.45
    canvas.fillPolygon(
      [
        [
          tip, Point(neck.x - uy * wing, neck.y + ux * wing),
          Point(neck.x + uy * wing, neck.y - ux * wing),
        ]
      ],
      color: style.color)
  }
}
