/// How a line is dashed.
public enum LineStyle: String, Sendable, CaseIterable {
  /// Solid for the first series, then dashed, dotted … so that grey prints keep lines apart.
  case automatic
  case solid, dashed, dotted
  case dashDotted = "dash-dotted"
  case longDashed = "long-dashed"
  /// No line, markers only.
  case none

  private static let cycle: [LineStyle] = [.solid, .dashed, .dashDotted, .longDashed, .dotted]

  /// Lengths drawn and skipped for a line of the given width; nil for no line.
  func dashes(width: Double, series: Int) -> [Double]? {
    switch self {
    case .automatic: Self.cycle[series % Self.cycle.count].dashes(width: width, series: series)
    case .solid: []
    case .dashed: [3 * width, 3 * width]
    case .dotted: [0.01 * width, 2.2 * width]
    case .dashDotted: [4.5 * width, 2.6 * width, 0.01 * width, 2.6 * width]
    case .longDashed: [7 * width, 3 * width]
    case .none: nil
    }
  }

  func stroke(color: Color, width: Double, series: Int) -> Stroke? {
    dashes(width: width, series: series).map { Stroke(color: color, width: width, dashes: $0) }
  }
}
