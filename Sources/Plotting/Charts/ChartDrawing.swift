/// Draws a laid-out chart: grid, marks, axes, lettering, legend, in this order.
struct ChartDrawing {
  let layout: ChartLayout
  let legendBox: Rectangle?

  private var theme: Theme { layout.theme }
  private var plot: Rectangle { layout.plot }
  private var chart: Chart { layout.chart }

  /// Lays the chart out in `cell`; a legend finds its place by looking where the marks leave ink.
  init(chart: Chart, cell: Rectangle, theme: Theme, least: Insets = Insets()) {
    let inside = ChartLayout.fitting(
      chart: chart, cell: cell, theme: theme, isLegendOutside: chart.legend == .outside,
      least: least)
    if inside.legend.entries.isEmpty {
      (layout, legendBox) = (inside, nil)
    } else if inside.isLegendOutside {
      (layout, legendBox) = (inside, inside.outsideLegendBox)
    } else if let box = Self.place(inside) {
      (layout, legendBox) = (inside, box)
    } else {
      let outside = ChartLayout.fitting(
        chart: chart, cell: cell, theme: theme, isLegendOutside: true, least: least)
      layout = outside
      legendBox = outside.legend.entries.isEmpty ? nil : outside.outsideLegendBox
    }
  }

  /// The corner asked for; or, if any place will do, a quiet one, or nil if there is none.
  private static func place(_ layout: ChartLayout) -> Rectangle? {
    let corners = layout.legend.corners(of: layout.plot)
    switch layout.chart.legend {
    case .topRight: return corners[0]
    case .topLeft: return corners[1]
    case .bottomRight: return corners[2]
    case .bottomLeft: return corners[3]
    default: return quietPlace(layout, among: corners + layout.legend.sides(of: layout.plot))
    }
  }

  /// The first place without ink, else the one with the least, if that is less than 2%.
  private static func quietPlace(_ layout: ChartLayout, among boxes: [Rectangle]) -> Rectangle? {
    var ink = InkCanvas(width: Int(layout.cell.right) + 1, height: Int(layout.cell.bottom) + 1)
    ChartDrawing(layout: layout, legendBox: nil).drawMarks(on: &ink)
    let fitting = boxes.filter { layout.plot.inset(by: -1).intersection($0) == $0 }
    let parts = fitting.map { (box: $0, ink: ink.inkedPart(of: $0)) }
    let quietest = parts.enumerated().min {
      ($0.element.ink, $0.offset) < ($1.element.ink, $1.offset)
    }
    return quietest.flatMap { $0.element.ink < 0.02 ? $0.element.box : nil }
  }

  private init(layout: ChartLayout, legendBox: Rectangle?) {
    self.layout = layout
    self.legendBox = legendBox
  }

  func draw(on canvas: inout some Canvas) {
    drawGrid(on: &canvas)
    drawMarks(on: &canvas)
    drawAxes(on: &canvas)
    if let colors = chart.colorScale, layout.detail.showsTicks { drawColorBar(colors, on: &canvas) }
    for text in layout.texts { text.draw(on: &canvas) }
    if let legendBox { layout.legend.draw(on: &canvas, in: legendBox) }
  }

  private func drawMarks(on canvas: inout some Canvas) {
    canvas.clipped(to: plot.inset(by: -theme.lineWidth)) { canvas in
      for (mark, first) in chart.styledMarks {
        let scale = mark.axis == .right ? layout.rightScale ?? layout.leftScale : layout.leftScale
        let style = MarkStyle(theme: theme, first: first)
        mark.draw(
          on: &canvas, in: Frame(area: plot, xScale: layout.xScale, yScale: scale, style: style))
      }
    }
  }
}

/// Lines of grid and axes lie on whole pixels.
extension ChartDrawing {
  private var hairline: Double { theme.thinWidth }

  private func x(_ value: Double) -> Double {
    (plot.x + layout.xScale.position(of: value) * plot.width - hairline / 2).rounded()
  }

  private func y(_ value: Double, _ scale: any Scale) -> Double {
    (plot.bottom - scale.position(of: value) * plot.height - hairline / 2).rounded()
  }

  private func drawGrid(on canvas: inout some Canvas) {
    if chart.xAxis.showsGrid, !(layout.xScale is CategoryScale) {
      for value in layout.xTicks.values {
        canvas.fillRectangle(
          Rectangle(x: x(value), y: plot.y, width: hairline, height: plot.height), color: theme.grid
        )
      }
    }
    if chart.yAxis.showsGrid, !(layout.leftScale is CategoryScale) {
      for value in layout.leftTicks.values {
        canvas.fillRectangle(
          Rectangle(x: plot.x, y: y(value, layout.leftScale), width: plot.width, height: hairline),
          color: theme.grid)
      }
    }
  }

  private func drawAxes(on canvas: inout some Canvas) {
    let left = plot.x - hairline
    canvas.fillRectangle(
      Rectangle(x: left, y: plot.bottom, width: plot.width + hairline, height: hairline),
      color: theme.frame)
    canvas.fillRectangle(
      Rectangle(x: left, y: plot.y, width: hairline, height: plot.height), color: theme.frame)
    drawHorizontalTicks(on: &canvas)
    drawTicks(layout.leftTicks, layout.leftScale, from: plot.x, direction: -1, on: &canvas)
    if let right = layout.rightScale {
      canvas.fillRectangle(
        Rectangle(x: plot.right, y: plot.y, width: hairline, height: plot.height + hairline),
        color: theme.frame)
      drawTicks(layout.rightTicks, right, from: plot.right, direction: 1, on: &canvas)
    }
  }

  private func drawHorizontalTicks(on canvas: inout some Canvas) {
    for (values, length) in [(layout.xTicks.values, 1.0), (layout.xTicks.minor, 0.55)] {
      for value in values {
        canvas.fillRectangle(
          Rectangle(
            x: x(value), y: plot.bottom, width: hairline,
            height: (theme.tickLength * length).rounded()),
          color: theme.frame)
      }
    }
  }

  private func drawTicks(
    _ ticks: AxisTicks, _ scale: any Scale, from x: Double, direction: Double,
    on canvas: inout some Canvas
  ) {
    for (values, part) in [(ticks.values, 1.0), (ticks.minor, 0.55)] {
      let length = (theme.tickLength * part).rounded()
      for value in values {
        let start = direction < 0 ? x - length : x
        canvas.fillRectangle(
          Rectangle(x: start, y: y(value, scale), width: length, height: hairline),
          color: theme.frame)
      }
    }
  }

  private func drawColorBar(_ colors: ColorScale, on canvas: inout some Canvas) {
    let bar = layout.colorBar
    for row in 0..<Int(bar.height) {
      let position = 1 - (Double(row) + 0.5) / bar.height
      canvas.fillRectangle(
        Rectangle(x: bar.x, y: bar.y + Double(row), width: bar.width, height: 1),
        color: colors.map.color(at: position))
    }
    drawTicks(layout.barTicks, colors.scale, from: bar.right, direction: 1, on: &canvas)
  }
}
