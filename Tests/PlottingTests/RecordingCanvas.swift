import Plotting

/// Records shapes instead of filling pixels, so that layout is tested as geometry.
struct RecordingCanvas: Canvas {
  struct Text {
    let text: String
    let bounds: Rectangle
    let angle: Double
  }

  let width: Int
  let height: Int
  var clip: Rectangle
  var texts: [Text] = []
  var rectangles: [(area: Rectangle, color: Color)] = []
  var polygons: [(contours: [[Point]], color: Color)] = []
  var strokes: [(points: [Point], pen: Stroke)] = []

  init(width: Int = 1200, height: Int = 800) {
    self.width = width
    self.height = height
    clip = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
  }

  mutating func fill(x: Int, y: Int, color: Color, coverage: Double) {}

  mutating func fillRectangle(_ rectangle: Rectangle, color: Color) {
    rectangles.append((rectangle, color))
  }

  mutating func fillPolygon(_ contours: [[Point]], color: Color) {
    polygons.append((contours, color))
  }

  mutating func stroke(_ points: [Point], with stroke: Stroke) { strokes.append((points, stroke)) }

  mutating func drawText(_ text: String, at anchor: Point, style: TextStyle) {
    texts.append(Text(text: text, bounds: style.bounds(of: text, at: anchor), angle: style.angle))
  }

  /// Pairs of upright or vertical texts that overlap (slanted ones interleave their boxes by
  /// design).
  var overlaps: [(String, String)] {
    let straight = texts.filter { $0.angle != 45 && !$0.text.isEmpty }
    return straight.indices.flatMap { i in
      straight.indices.filter { $0 > i && straight[$0].bounds.overlaps(straight[i].bounds) }
        .map { (straight[i].text, straight[$0].text) }
    }
  }

  /// Texts that stick out of the canvas by more than a pixel.
  var outside: [String] {
    let area = Rectangle(x: -1, y: -1, width: Double(width) + 2, height: Double(height) + 2)
    return texts.filter { $0.bounds.intersection(area) != $0.bounds }.map(\.text)
  }
}

/// A chart as it is recorded.
func recorded(_ chart: Chart, width: Int = 1200, height: Int = 800, scale: Double = 2) throws
  -> RecordingCanvas
{
  var canvas = RecordingCanvas(width: width, height: height)
  try Figure(chart).draw(on: &canvas, theme: Theme(scale: scale))
  return canvas
}
