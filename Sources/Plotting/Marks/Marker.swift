import Glibc

/// A sign drawn at a data point.
public enum Marker: String, Sendable, CaseIterable {
  case none, circle, square, triangle, diamond, cross, plus, ring

  /// The sign of series number `index`.
  public static func automatic(_ index: Int) -> Marker {
    let cycle: [Marker] = [.circle, .square, .triangle, .diamond, .cross, .ring, .plus]
    return cycle[index % cycle.count]
  }

  /// Draws it centred; all signs have about the same area.
  func draw(
    on canvas: inout some Canvas, at center: Point, radius: Double, color: Color, background: Color
  ) {
    guard center.x.isFinite, center.y.isFinite else { return }
    switch self {
    case .none: break
    case .circle: canvas.fillCircle(center: center, radius: radius, color: color)
    case .square: canvas.fillPolygon([regular(4, center, radius * 1.25, rotated: 45)], color: color)
    case .triangle:
      canvas.fillPolygon([regular(3, center, radius * 1.4, rotated: 90)], color: color)
    case .diamond: canvas.fillPolygon([regular(4, center, radius * 1.3, rotated: 90)], color: color)
    case .cross: strokes(on: &canvas, center, radius * 1.2, rotated: 45, color: color)
    case .plus: strokes(on: &canvas, center, radius * 1.3, rotated: 0, color: color)
    case .ring:
      let outline = circlePolygon(center: center, radius: radius)
      canvas.fillCircle(center: center, radius: radius, color: background)
      canvas.stroke(outline + [outline[0]], with: Stroke(color: color, width: radius * 0.5))
    }
  }

  private func regular(_ corners: Int, _ center: Point, _ radius: Double, rotated degrees: Double)
    -> [Point]
  {
    let start = Point(center.x + radius, center.y)
    return (0..<corners).map { i in
      Rotation(degrees: degrees + 360 * Double(i) / Double(corners), around: center).apply(start)
    }
  }

  private func strokes(
    on canvas: inout some Canvas, _ center: Point, _ radius: Double, rotated degrees: Double,
    color: Color
  ) {
    let ends = regular(4, center, radius, rotated: degrees)
    let pen = Stroke(color: color, width: radius * 0.5)
    canvas.stroke([ends[0], ends[2]], with: pen)
    canvas.stroke([ends[1], ends[3]], with: pen)
  }
}
