/// How a line of text is set.
public struct TextStyle: Sendable {
  public enum Horizontal: Sendable { case left, center, right }
  /// `middle` centres capitals and digits on the anchor.
  public enum Vertical: Sendable { case top, middle, baseline, bottom }

  public var typeface: Typeface
  /// Pixels per em.
  public var size: Double
  public var color: Color
  public var horizontal: Horizontal
  public var vertical: Vertical
  /// Degrees, counter-clockwise: 90 reads upwards.
  public var angle: Double

  public init(
    typeface: Typeface, size: Double, color: Color, horizontal: Horizontal = .left,
    vertical: Vertical = .baseline,
    angle: Double = 0
  ) {
    self.typeface = typeface
    self.size = size
    self.color = color
    self.horizontal = horizontal
    self.vertical = vertical
    self.angle = angle
  }

  public func aligned(_ horizontal: Horizontal, _ vertical: Vertical, angle: Double = 0)
    -> TextStyle
  {
    var copy = self
    copy.horizontal = horizontal
    copy.vertical = vertical
    copy.angle = angle
    return copy
  }

  /// Distance from one baseline to the next.
  public var lineHeight: Double { size * 1.25 }

  public func width(of text: String) -> Double { typeface.width(of: text, size: size) }

  /// The box of a line before rotation, relative to its anchor.
  func box(of text: String) -> Rectangle {
    let width = width(of: text)
    let left =
      switch horizontal {
      case .left: 0.0
      case .center: -width / 2
      case .right: -width
      }
    return Rectangle(
      x: left, y: baselineOffset - Typeface.ascent * size, width: width,
      height: (Typeface.ascent + Typeface.descent) * size)
  }

  /// How far below the anchor the baseline lies.
  var baselineOffset: Double {
    switch vertical {
    case .top: Typeface.ascent * size
    case .middle: Typeface.capitalHeight / 2 * size
    case .baseline: 0
    case .bottom: -Typeface.descent * size
    }
  }

  /// The upright rectangle around the rotated line at `anchor`.
  public func bounds(of text: String, at anchor: Point) -> Rectangle {
    let rotation = Rotation(degrees: angle, around: anchor)
    let box = box(of: text)
    let corners = box.corners.map { rotation.apply(Point(anchor.x + $0.x, anchor.y + $0.y)) }
    let xs = corners.map(\.x)
    let ys = corners.map(\.y)
    return Rectangle(
      Point(xs.min() ?? anchor.x, ys.min() ?? anchor.y),
      Point(xs.max() ?? anchor.x, ys.max() ?? anchor.y))
  }
}
