/// Fine lines over a filled area, so that neighbouring bars differ in grey print too.
public enum Hatch: Sendable, Equatable {
  case none, rising, falling, level

  /// The hatch of series number `index`: none for the first.
  static func automatic(_ index: Int) -> Hatch {
    let cycle: [Hatch] = [.none, .rising, .level, .falling]
    return cycle[index % cycle.count]
  }

  func draw(on canvas: inout some Canvas, in area: Rectangle, theme: Theme) {
    guard self != .none, area.width > 1, area.height > 1 else { return }
    let pen = Stroke(color: theme.background.withOpacity(0.55), width: theme.thinWidth)
    let lines = lines(in: area.intersection(canvas.clip), spacing: 5 * theme.scale)
    canvas.clipped(to: area) { canvas in
      for (a, b) in lines { canvas.stroke([a, b], with: pen) }
    }
  }

  /// Lines through points on a lattice of the whole canvas, so that hatches of neighbours continue
  /// each other.
  private func lines(in area: Rectangle, spacing: Double) -> [(Point, Point)] {
    switch self {
    case .none: []
    case .level:
      steps(area.y, area.bottom, spacing).map { (Point(area.x, $0), Point(area.right, $0)) }
    case .rising:
      steps(area.x + area.y, area.right + area.bottom, spacing * 1.4).map { sum in
        (Point(sum - area.bottom, area.bottom), Point(sum - area.y, area.y))
      }
    case .falling:
      steps(area.x - area.bottom, area.right - area.y, spacing * 1.4).map { difference in
        (Point(difference + area.y, area.y), Point(difference + area.bottom, area.bottom))
      }
    }
  }

  private func steps(_ low: Double, _ high: Double, _ spacing: Double) -> [Double] {
    let first = (low / spacing).rounded(.up) * spacing
    return Array(stride(from: first, through: high, by: spacing))
  }
}
