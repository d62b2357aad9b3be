import Plotting
import Testing

@Suite struct RugMarkTests {
  @Test func rugsGrowFromTheirEdge() throws {
    let plot = try MarkPlot.area()
    let canvas = try MarkPlot.drawn(
      RugMark(x: [5], color: MarkPlot.pink, length: 0.1),
      RugMark(x: [5], edge: .top, color: MarkPlot.pink, length: 0.1))
    let lines = MarkPlot.lines(canvas)
    #expect(
      lines[0][0].y == plot.bottom && abs(lines[0][1].y - (plot.bottom - plot.height / 10)) < 1e-9)
    #expect(lines[1][0].y == plot.y && abs(lines[1][1].y - (plot.y + plot.height / 10)) < 1e-9)
  }

  @Test func aRugAtTheTopStaysClearOfBars() throws {
    var chart = Chart()
    chart.add(HistogramMark(edges: [0, 1, 2], counts: [1, 2]))
    chart.add(RugMark(x: [0.5, 1.5], edge: .top, color: MarkPlot.pink, length: 0.2))
    let canvas = try recorded(chart)
    let top = canvas.rectangles.filter { $0.color.opacity < 1 }.map(\.area.y).min() ?? 0
    let ends = MarkPlot.lines(canvas).compactMap { $0.last?.y }
    #expect(ends.count == 2 && ends.allSatisfy { $0 < top })
  }
}
