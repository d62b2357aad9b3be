/// Something to draw on. The one thing a canvas must do is cover part of a pixel with a colour;
/// shapes, strokes and text have default implementations that rasterise down to that. Tests conform
/// a canvas that records the shapes.
public protocol Canvas {
  /// In pixels.
  var width: Int { get }
  var height: Int { get }

  /// Nothing outside is touched.
  var clip: Rectangle { get set }

  /// Covers the part `coverage` (0 … 1) of one pixel; callers stay inside the canvas.
  mutating func fill(x: Int, y: Int, color: Color, coverage: Double)

  mutating func fillRectangle(_ rectangle: Rectangle, color: Color)

  /// Fills closed contours; where they wind in opposite directions they cut holes.
  mutating func fillPolygon(_ contours: [[Point]], color: Color)

  /// Strokes the lines through `points`; a point that is not finite breaks the line.
  mutating func stroke(_ points: [Point], with stroke: Stroke)

  /// One line of text at the anchor that the style's alignment speaks of.
  mutating func drawText(_ text: String, at anchor: Point, style: TextStyle)

  /// Whether somebody may point at the picture: others need no words.
  var isPointedAt: Bool { get }

  /// Says what stands in an area, for who points at it: nothing where pictures are only looked at.
  mutating func tell(_ words: String, over area: Rectangle)
}

extension Canvas {
  /// The whole canvas.
  public var bounds: Rectangle {
    Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
  }

  public var isPointedAt: Bool { false }

  public mutating func tell(_ words: String, over area: Rectangle) {}

  /// The pixels that may be touched.
  var clipBounds: Rectangle { clip.intersection(bounds) }

  /// Draws with a narrower clip, then restores it.
  public mutating func clipped(to rectangle: Rectangle, _ draw: (inout Self) -> Void) {
    let before = clip
    clip = clip.intersection(rectangle)
    draw(&self)
    clip = before
  }
}
