import Plotting
import Testing

@Suite struct AnnotationMarkTests {
  @Test(arguments: [(0.0, 0.0), (10, 10), (0, 10), (10, 0), (5, 5)])
  func annotationsStayInsideThePlot(x: Double, y: Double) throws {
    let plot = try MarkPlot.area()
    let note = try MarkPlot.drawn(AnnotationMark("a remark", x: x, y: y)).texts.first {
      $0.text == "a remark"
    }
    #expect(note.map { plot.intersection($0.bounds) == $0.bounds } == true)
  }

  @Test func arrowsEndJustBeforeTheirTarget() throws {
    let plot = try MarkPlot.area()
    let canvas = try MarkPlot.drawn(
      AnnotationMark("here", x: 2, y: 8, pointingTo: (8, 2), color: MarkPlot.pink))
    let tip = canvas.polygons.first { $0.color == MarkPlot.pink }?.contours.first?.first
    let target = Point(plot.x + plot.width * 0.8, plot.bottom - plot.height * 0.2)
    let miss = tip.map { abs($0.x - target.x) + abs($0.y - target.y) } ?? .infinity
    #expect(miss < 10)
  }
}
