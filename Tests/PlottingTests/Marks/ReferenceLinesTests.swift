import Plotting
import Testing

/// Vertical and horizontal lines, rugs and annotations, as recorded on a plot whose axes run from 0
/// to 10.
@Suite struct ReferenceLinesTests {
  private let pink = Color(0xFF00AA)

  private func drawn(_ marks: any Mark...) throws -> RecordingCanvas {
    var chart = Chart(
      xAxis: Axis(minimum: 0, maximum: 10), yAxis: Axis(minimum: 0, maximum: 10), legend: .hidden)
    for mark in marks { chart.add(mark) }
    return try recorded(chart)
  }

  private func pinkLines(_ canvas: RecordingCanvas) -> [[Point]] {
    canvas.strokes.filter { $0.pen.color == pink }.map(\.points)
  }

  /// The plot area, from the lines at the ends of both axes.
  private func plot() throws -> Rectangle {
    let canvas = try drawn(VerticalLinesMark(at: [0, 10], color: pink))
    let lines = pinkLines(canvas)
    return Rectangle(lines[0][0], lines[1][1])
  }

  @Test func verticalLinesStandAtTheirValuesAndSpan() throws {
    let plot = try plot()
    let lines = pinkLines(
      try drawn(VerticalLinesMark(at: [5, .nan, 2.5], color: pink, span: 0.5...1)))
    #expect(lines.count == 2)
    #expect(lines[0] == [Point(plot.center.x, plot.center.y), Point(plot.center.x, plot.y)])
    #expect(lines[1][0].x == plot.x + plot.width / 4)
  }

  @Test func horizontalLinesCrossTheWholePlot() throws {
    let plot = try plot()
    let lines = pinkLines(try drawn(HorizontalLinesMark(at: [5, 99], color: pink)))
    #expect(lines == [[Point(plot.x, plot.center.y), Point(plot.right, plot.center.y)]])
  }

  @Test func rugsGrowFromTheirEdge() throws {
    let plot = try plot()
    let canvas = try drawn(
      RugMark(x: [5], color: pink, length: 0.1),
      RugMark(x: [5], edge: .top, color: pink, length: 0.1))
    let lines = pinkLines(canvas)
    #expect(
      lines[0][0].y == plot.bottom && abs(lines[0][1].y - (plot.bottom - plot.height / 10)) < 1e-9)
    #expect(lines[1][0].y == plot.y && abs(lines[1][1].y - (plot.y + plot.height / 10)) < 1e-9)
  }

  @Test func aRugAtTheTopStaysClearOfBars() throws {
    var chart = Chart()
    chart.add(HistogramMark(edges: [0, 1, 2], counts: [1, 2]))
    chart.add(RugMark(x: [0.5, 1.5], edge: .top, color: pink, length: 0.2))
    let canvas = try recorded(chart)
    let top = canvas.rectangles.filter { $0.color.opacity < 1 }.map(\.area.y).min() ?? 0
    let ends = pinkLines(canvas).compactMap { $0.last?.y }
    #expect(ends.count == 2 && ends.allSatisfy { $0 < top })
  }

  @Test(arguments: [(0.0, 0.0), (10, 10), (0, 10), (10, 0), (5, 5)])
  func annotationsStayInsideThePlot(x: Double, y: Double) throws {
    let plot = try plot()
    let note = try drawn(AnnotationMark("a remark", x: x, y: y)).texts.first {
      $0.text == "a remark"
    }
    #expect(note.map { plot.intersection($0.bounds) == $0.bounds } == true)
  }

  @Test func arrowsEndJustBeforeTheirTarget() throws {
    let plot = try plot()
    let canvas = try drawn(AnnotationMark("here", x: 2, y: 8, pointingTo: (8, 2), color: pink))
    let tip = canvas.polygons.first { $0.color == pink }?.contours.first?.first
    let target = Point(plot.x + plot.width * 0.8, plot.bottom - plot.height * 0.2)
    let miss = tip.map { abs($0.x - target.x) + abs($0.y - target.y) } ?? .infinity
    #expect(miss < 10)
  }
}
