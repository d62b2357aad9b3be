/// Everything about looks that is not data. Lengths are in pixels, already multiplied by the scale.
public struct Theme: Sendable {
  /// Pixels per typographic unit: at scale 2 a picture of 1200 × 800 prints like one of 600 × 400
  /// with 11-unit text.
  public let scale: Double
  public var regular: Typeface
  public var bold: Typeface

  public var background = Color.white
  public var text = Color(0x1F2328)
  public var quietText = Color(0x57606A)
  public var frame = Color(0x6E7781)
  public var grid = Color(0xE4E7EB)

  /// Okabe and Ito's colours for all kinds of sight, blue first, yellow last since it is faint on
  /// paper.
  public var palette = Color.named.prefix(8).map(\.color)

  /// - Throws: `PlottingError.badScale` outside 0.1 … 20.
  public init(scale: Double = 2) throws(PlottingError) {
    guard scale >= 0.1, scale <= 20 else { throw .badScale(scale) }
    self.scale = scale
    regular = Typeface.regular()
    bold = Typeface.bold()
  }

  public var lineWidth: Double { 1.6 * scale }
  public var thinWidth: Double { max(1, (0.75 * scale).rounded()) }
  public var markerRadius: Double { 3 * scale }
  public var tickLength: Double { 4 * scale }
  public var gap: Double { 4 * scale }
  public var margin: Double { 12 * scale }

  public var figureTitle: TextStyle { TextStyle(typeface: bold, size: 16 * scale, color: text) }
  public var title: TextStyle { TextStyle(typeface: bold, size: 14 * scale, color: text) }
  public var subtitle: TextStyle {
    TextStyle(typeface: regular, size: 11 * scale, color: quietText)
  }
  public var axisLabel: TextStyle { TextStyle(typeface: regular, size: 12 * scale, color: text) }
  public var tickLabel: TextStyle { TextStyle(typeface: regular, size: 11 * scale, color: text) }
  public var note: TextStyle { TextStyle(typeface: regular, size: 11 * scale, color: text) }

  /// The colour of series number `index`, counted from 0.
  public func color(_ index: Int) -> Color {
    palette.isEmpty ? text : palette[index % palette.count]
  }
}
