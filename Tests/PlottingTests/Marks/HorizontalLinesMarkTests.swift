import Plotting
import Testing

@Suite struct HorizontalLinesMarkTests {
  @Test func horizontalLinesCrossTheWholePlot() throws {
    let plot = try MarkPlot.area()
    let lines = MarkPlot.lines(
      try MarkPlot.drawn(HorizontalLinesMark(at: [5, 99], color: MarkPlot.pink)))
    #expect(lines == [[Point(plot.x, plot.center.y), Point(plot.right, plot.center.y)]])
  }
}
