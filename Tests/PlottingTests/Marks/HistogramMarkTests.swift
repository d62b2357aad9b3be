import Plotting
import Testing

@Suite struct HistogramMarkTests {
  @Test func heightsAreProportionalToCounts() throws {
    var chart = Chart()
    chart.add(HistogramMark(edges: [0, 1, 2, 4], counts: [10, 20, 5]))
    let bars = try recorded(chart).rectangles.filter { $0.color.opacity < 1 }.map(\.area)
    #expect(bars.count == 3)
    #expect(abs(bars[1].height / bars[0].height - 2) < 0.01)
    #expect(abs(bars[2].height / bars[0].height - 0.5) < 0.01)
    #expect(abs(bars[2].width / bars[0].width - 2) < 0.02)
    // Neighbours touch without overlapping.
    #expect(bars[0].right == bars[1].x && bars[1].right == bars[2].x)
  }

  @Test func aCountOfOneIsVisibleOnALogarithmicAxis() throws {
    var chart = Chart(yAxis: Axis(scale: .log))
    chart.add(HistogramMark(edges: [0, 1, 2, 3], counts: [1, 0, 10_000]))
    let canvas = try recorded(chart)
    #expect(canvas.rectangles.allSatisfy { $0.color.opacity == 1 }, "areas would mean nothing")
    let outline = canvas.strokes.flatMap(\.points).filter { $0.y.isFinite }.map(\.y)
    #expect(outline.count >= 8)
    let base = outline.max() ?? 0
    #expect(Set(outline.map { ($0 - base).rounded() }).count == 3)
    #expect(outline.filter { $0 < base }.allSatisfy { base - $0 > 10 })
  }
}
