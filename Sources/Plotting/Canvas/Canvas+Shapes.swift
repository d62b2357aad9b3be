import Glibc

/// Default implementations of rectangles, polygons and strokes.
extension Canvas {
  /// Each pixel is covered by the exact area it shares with the rectangle.
  public mutating func fillRectangle(_ rectangle: Rectangle, color: Color) {
    let area = rectangle.intersection(clipBounds)
    guard area.width > 0, area.height > 0 else { return }
    for y in Int(area.y)..<Int(ceil(area.bottom)) {
      let vertical = min(Double(y) + 1, area.bottom) - max(Double(y), area.y)
      for x in Int(area.x)..<Int(ceil(area.right)) {
        let horizontal = min(Double(x) + 1, area.right) - max(Double(x), area.x)
        fill(x: x, y: y, color: color, coverage: vertical * horizontal)
      }
    }
  }

  public mutating func fillPolygon(_ contours: [[Point]], color: Color) {
    let clipped = contours.map { clipPolygon($0, to: clipBounds) }.filter { $0.count > 2 }
    guard var area = AreaAccumulator(around: clipped) else { return }
    for contour in clipped { area.add(contour) }
    cover(area.coverage(), color: color)
  }

  public mutating func stroke(_ points: [Point], with stroke: Stroke) {
    var mask = StrokeMask(clip: clipBounds, around: points, width: stroke.width)
    for line in stroke.lines(through: points) { mask.add(line) }
    cover(mask.coverage(), color: stroke.color)
  }

  public mutating func strokeRectangle(_ rectangle: Rectangle, with line: Stroke) {
    stroke(rectangle.corners + [rectangle.corners[0]], with: line)
  }

  /// A disc is the dot of a pen as wide as it.
  public mutating func fillCircle(center: Point, radius: Double, color: Color) {
    stroke([center], with: Stroke(color: color, width: 2 * radius))
  }

  private mutating func cover(_ mask: CoverageMask, color: Color) {
    for row in 0..<mask.height {
      for column in 0..<mask.width {
        let coverage = mask.values[row * mask.width + column]
        if coverage > 0 {
          fill(x: mask.x + column, y: mask.y + row, color: color, coverage: Double(coverage))
        }
      }
    }
  }
}

/// A polygon of 32 corners on the circle.
func circlePolygon(center: Point, radius: Double) -> [Point] {
  (0..<32).map { i in
    let angle = Double(i) / 32 * 2 * .pi
    return Point(center.x + radius * cos(angle), center.y + radius * sin(angle))
  }
}
