import Plotting
import Testing

@Suite struct VerticalLinesMarkTests {
  @Test func verticalLinesStandAtTheirValuesAndSpan() throws {
    let plot = try MarkPlot.area()
    let lines = MarkPlot.lines(
      try MarkPlot.drawn(
        VerticalLinesMark(at: [5, .nan, 2.5], color: MarkPlot.pink, span: 0.5...1)))
    #expect(lines.count == 2)
    #expect(lines[0] == [Point(plot.center.x, plot.center.y), Point(plot.center.x, plot.y)])
    #expect(lines[1][0].x == plot.x + plot.width / 4)
  }
}
