/// A range around each point of a series: measured extremes, quantiles, intervals — as given, never
/// computed here.
public struct Spread: Sendable {
  public enum Look: Sendable { case bars, band }

  public var low: [Double]
  public var high: [Double]
  public var look: Look

  public init(low: [Double], high: [Double], look: Look = .bars) {
    self.low = low
    self.high = high
    self.look = look
  }

  func check(_ mark: String, count: Int) throws(PlottingError) {
    try checkLength(mark, "spread.low", low.count, equals: count)
    try checkLength(mark, "spread.high", high.count, equals: count)
  }

  func draw(on canvas: inout some Canvas, x: [Double], in frame: Frame, color: Color) {
    let pixels = x.map(frame.x)
    let lows = low.map(frame.y)
    let highs = high.map(frame.y)
    switch look {
    case .bars:
      drawBars(on: &canvas, x: pixels, low: lows, high: highs, theme: frame.theme, color: color)
    case .band: drawBand(on: &canvas, x: pixels, low: lows, high: highs, color: color)
    }
  }

  private func drawBars(
    on canvas: inout some Canvas, x: [Double], low: [Double], high: [Double], theme: Theme,
    color: Color
  ) {
    let pen = Stroke(color: color, width: theme.lineWidth * 0.7)
    let cap = theme.markerRadius
    for i in x.indices where x[i].isFinite && low[i].isFinite && high[i].isFinite {
      canvas.stroke([Point(x[i], low[i]), Point(x[i], high[i])], with: pen)
      for y in [low[i], high[i]] {
        canvas.stroke([Point(x[i] - cap, y), Point(x[i] + cap, y)], with: pen)
      }
    }
  }

  /// One polygon for each run of points that have both ends.
  private func drawBand(
    on canvas: inout some Canvas, x: [Double], low: [Double], high: [Double], color: Color
  ) {
    let runs = x.indices.split { !(x[$0].isFinite && low[$0].isFinite && high[$0].isFinite) }
    for run in runs where run.count > 1 {
      let upper = run.map { Point(x[$0], high[$0]) }
      let lower = run.reversed().map { Point(x[$0], low[$0]) }
      canvas.fillPolygon([upper + lower], color: color.withOpacity(0.18 * color.opacity))
    }
  }
}
