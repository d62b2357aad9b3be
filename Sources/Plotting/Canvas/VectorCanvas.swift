/// A shape as a vector picture keeps it, in pixels of the canvas.
enum VectorShape: Sendable {
  case rectangle(Rectangle, Color)
  case polygon([[Point]], Color)
  /// Unbroken runs of points; dashes are the viewer's work.
  case stroke([[Point]], Stroke)
  /// The anchor is where the style's alignment speaks of.
  case text(String, Point, TextStyle)
  /// Words for the pointer over an area.
  case words(String, Rectangle)
}

/// Keeps shapes as they are, for formats without pixels: the same marks draw on it.
public struct VectorCanvas: Canvas, Sendable {
  /// A picture of more shapes is quicker to draw as pixels, and smaller.
  static let largestShapeCount = 200_000

  public let width: Int
  public let height: Int
  public var clip: Rectangle
  /// Each with the area outside of which it is cut off, if it would reach there.
  private(set) var shapes: [(shape: VectorShape, clip: Rectangle?)] = []

  public init(width: Int, height: Int) throws(PlottingError) {
    guard (1...PixelCanvas.largestSide).contains(width),
      (1...PixelCanvas.largestSide).contains(height)
    else {
      throw .badSize(width: width, height: height, limit: PixelCanvas.largestSide)
    }
    self.width = width
    self.height = height
    clip = Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
  }

  public var isPointedAt: Bool { true }

  /// All texts of the picture.
  package var texts: [String] {
    shapes.compactMap { if case .text(let text, _, _) = $0.shape { text } else { nil } }
  }

  private mutating func keep(_ shape: VectorShape, clip: Rectangle? = nil) {
    guard shapes.count <= Self.largestShapeCount else { return }
    shapes.append((shape, clip))
  }

  /// Throws `tooManyShapes` when the picture would not end well as vectors.
  func check() throws(PlottingError) {
    guard shapes.count <= Self.largestShapeCount else {
      throw .tooManyShapes(limit: Self.largestShapeCount)
    }
  }

  public mutating func fill(x: Int, y: Int, color: Color, coverage: Double) {
    fillRectangle(
      Rectangle(x: Double(x), y: Double(y), width: 1, height: 1),
      color: color.withOpacity(color.opacity * coverage))
  }

  public mutating func fillRectangle(_ rectangle: Rectangle, color: Color) {
    let area = rectangle.intersection(clipBounds)
    guard area.width > 0, area.height > 0 else { return }
    keep(.rectangle(area, color))
  }

  public mutating func fillPolygon(_ contours: [[Point]], color: Color) {
    let clipped = contours.map { clipPolygon($0, to: clipBounds) }.filter { $0.count > 2 }
    if !clipped.isEmpty { keep(.polygon(clipped, color)) }
  }

  public mutating func stroke(_ points: [Point], with stroke: Stroke) {
    let runs = stroke.runs(through: points)
    guard !runs.isEmpty else { return }
    let inside = clipBounds.inset(by: stroke.width / 2)
    let staysInside = runs.allSatisfy { $0.allSatisfy(inside.contains) }
    keep(.stroke(runs, stroke), clip: staysInside || clip == bounds ? nil : clipBounds)
  }

  public mutating func drawText(_ text: String, at anchor: Point, style: TextStyle) {
    guard !text.isEmpty else { return }
    let box = style.bounds(of: text, at: anchor)
    keep(
      .text(text, anchor, style),
      clip: clipBounds.intersection(box) == box || clip == bounds ? nil : clipBounds)
  }

  public mutating func tell(_ words: String, over area: Rectangle) {
    let area = area.intersection(clipBounds)
    if area.width > 0, area.height > 0 { keep(.words(words, area)) }
  }
}
