import Plotting
import Testing

/// What a vector picture keeps: the same shapes as pixels are made of, seen through the files.
@Suite struct VectorCanvasTests {
  @Test func sizesHaveTheLimitsOfPixels() {
    #expect(throws: PlottingError.badSize(width: 0, height: 5, limit: PixelCanvas.largestSide)) {
      try VectorCanvas(width: 0, height: 5)
    }
    #expect(throws: PlottingError.self) { try VectorCanvas(width: 5, height: 10_001) }
  }

  @Test func textsAreKept() throws {
    var chart = Chart(title: "Größe & <Maß>", xAxis: Axis(label: "bits"))
    chart.add(LineMark(x: [1, 2], y: [3, 4], name: "a"))
    chart.add(LineMark(x: [1, 2], y: [4, 3], name: "b"))
    var canvas = try VectorCanvas(width: 1200, height: 800)
    try Figure(chart).draw(on: &canvas, theme: Theme())
    #expect(Set(canvas.texts).isSuperset(of: ["Größe & <Maß>", "bits", "a", "b", "1", "2"]))
  }

  /// 40 000 points of a line stay a line, 300 000 cells are too much.
  @Test func crowdsAreRefused() throws {
    var line = Chart()
    line.add(LineMark(x: (0..<40_000).map(Double.init), y: (0..<40_000).map { Double($0 % 7) }))
    #expect(try Figure(line).svg().utf8.count < 1_000_000)
    var cells = Chart()
    let row = (0..<600).map(Double.init)
    cells.add(
      HeatmapMark(
        values: [[Double]](repeating: row, count: 500), xEdges: (0...600).map(Double.init),
        yEdges: (0...500).map(Double.init)))
    #expect(throws: PlottingError.tooManyShapes(limit: 200_000)) { try Figure(cells).svg() }
  }
}
