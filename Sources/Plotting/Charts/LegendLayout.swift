/// Names with samples, one under the other.
struct LegendLayout: Sendable {
  let entries: [LegendEntry]
  let size: (width: Double, height: Double)
  private let theme: Theme

  /// Names wider than `widest` pixels are cut; more entries than 24 are not shown but counted in
  /// the last line.
  init(entries: [LegendEntry], theme: Theme, widest: Double) {
    self.theme = theme
    var shown = Array(entries.prefix(24))
    if entries.count > shown.count {
      shown.append(
        LegendEntry(name: "and \(entries.count - shown.count) more", color: theme.quietText))
    }
    let sample = Self.sampleWidth(theme) + 3 * theme.gap
    for i in shown.indices {
      shown[i].name = theme.note.truncated(
        shown[i].name, width: max(widest - sample - theme.gap, theme.note.size))
    }
    self.entries = shown
    let names = shown.map { theme.note.width(of: $0.name) }.max() ?? 0
    size = (sample + names, Double(shown.count) * theme.note.lineHeight * 1.1 + 2 * theme.gap)
  }

  private static func sampleWidth(_ theme: Theme) -> Double { theme.note.size * 3 }

  /// The box in each corner of the plot, in the order tried.
  func corners(of plot: Rectangle) -> [Rectangle] {
    let gap = 2 * theme.gap
    let (left, right) = (plot.x + gap, plot.right - gap - size.width)
    let (top, bottom) = (plot.y + gap, plot.bottom - gap - size.height)
    return [Point(right, top), Point(left, top), Point(right, bottom), Point(left, bottom)].map {
      Rectangle(
        x: $0.x.rounded(), y: $0.y.rounded(), width: size.width.rounded(),
        height: size.height.rounded())
    }
  }

  /// Boxes along the right and the left border of the plot, from the top down, corners left out.
  func sides(of plot: Rectangle) -> [Rectangle] {
    let corners = corners(of: plot)
    return [(corners[0], corners[2]), (corners[1], corners[3])].flatMap { top, bottom in
      (1..<8).map { step in
        var box = top
        box.y = (top.y + (bottom.y - top.y) * Double(step) / 8).rounded()
        return box
      }
    }
  }

  func draw(on canvas: inout some Canvas, in box: Rectangle) {
    canvas.fillRectangle(box.inset(by: -theme.thinWidth), color: theme.grid)
    canvas.fillRectangle(box, color: theme.background)
    let line = theme.note.lineHeight * 1.1
    for (i, entry) in entries.enumerated() {
      let middle = box.y + theme.gap + (Double(i) + 0.5) * line
      let height = theme.note.size * 0.9
      let sample = Rectangle(
        x: box.x + theme.gap, y: middle - height / 2, width: Self.sampleWidth(theme), height: height
      )
      entry.drawSample(on: &canvas, in: sample, theme: theme)
      canvas.drawText(
        entry.name, at: Point(sample.right + theme.gap, middle),
        style: theme.note.aligned(.left, .middle))
    }
  }
}
