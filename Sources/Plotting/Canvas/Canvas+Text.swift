/// Default implementation of text: outlines, turned and filled.
extension Canvas {
  public mutating func drawText(_ text: String, at anchor: Point, style: TextStyle) {
    let box = style.box(of: text)
    let rotation = Rotation(degrees: style.angle, around: anchor)
    var pen = snappedStart(
      Point(anchor.x + box.x, anchor.y + style.baselineOffset), angle: style.angle)
    for scalar in text.unicodeScalars {
      let glyph = style.typeface.glyph(scalar)
      let contours = glyph.polygons(size: style.size).map { contour in
        contour.map { rotation.apply(Point(pen.x + $0.x, pen.y + $0.y)) }
      }
      fillPolygon(contours, color: style.color)
      pen.x += glyph.advance * style.size
    }
  }

  /// Baselines of upright text lie on pixel borders, so that letters stand sharp.
  private func snappedStart(_ start: Point, angle: Double) -> Point {
    angle == 0 ? Point(start.x.rounded(), start.y.rounded()) : start
  }
}
