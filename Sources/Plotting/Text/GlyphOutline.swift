/// Turns quadratic contours into polygons.
extension Typeface.Glyph {
  /// Polygons in pixels, y downwards, at `size` pixels per em, the origin of the letter at (0, 0).
  func polygons(size: Double) -> [[Point]] {
    paths().map { flattened($0).map { Point($0.x * size, -$0.y * size) } }
  }

  /// A closed line of straight parts and quadratic curves, in ems, y upwards.
  struct Path {
    let start: Point
    /// A part without a control is straight.
    var segments: [(control: Point?, end: Point)] = []
  }

  func paths() -> [Path] { contours.compactMap(path) }

  /// A TrueType contour has on-curve points and controls; between two controls in a row lies an
  /// implied on-curve point, their middle.
  private func path(_ contour: [Typeface.ContourPoint]) -> Path? {
    guard let start = startPoint(of: contour) else { return nil }
    var path = Path(start: start)
    var control: Point?
    for point in contour {
      let here = Point(point.x, point.y)
      switch (control, point.isOnCurve) {
      case (nil, true): path.segments.append((nil, here))
      case (nil, false): control = here
      case (let pending?, true):
        path.segments.append((pending, here))
        control = nil
      case (let pending?, false):
        path.segments.append((pending, middle(pending, here)))
        control = here
      }
    }
    if let control { path.segments.append((control, start)) }
    return path
  }

  private func flattened(_ path: Path) -> [Point] {
    var polygon = [path.start]
    for segment in path.segments {
      if let control = segment.control {
        appendCurve(to: &polygon, control: control, end: segment.end)
      } else {
        polygon.append(segment.end)
      }
    }
    return polygon
  }

  /// The first point if it lies on the curve; else the implied point before it.
  private func startPoint(of contour: [Typeface.ContourPoint]) -> Point? {
    guard let first = contour.first, let last = contour.last else { return nil }
    let here = Point(first.x, first.y)
    if first.isOnCurve { return here }
    return last.isOnCurve ? Point(last.x, last.y) : middle(here, Point(last.x, last.y))
  }

  private func middle(_ a: Point, _ b: Point) -> Point { Point((a.x + b.x) / 2, (a.y + b.y) / 2) }

  /// B(t) = (1-t)² start + 2t(1-t) control + t² end in 6 chords: at 60 pixels per em they miss the
  /// curve by less than a twentieth of a pixel.
  private func appendCurve(to polygon: inout [Point], control: Point, end: Point) {
    guard let start = polygon.last else { return }
    let chords = 6
    for i in 1...chords {
      let t = Double(i) / Double(chords)
      let u = 1 - t
      polygon.append(
        Point(
          u * u * start.x + 2 * t * u * control.x + t * t * end.x,
          u * u * start.y + 2 * t * u * control.y + t * t * end.y))
    }
  }
}
