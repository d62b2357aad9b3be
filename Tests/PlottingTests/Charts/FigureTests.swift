import Plotting
import Testing

@Suite struct FigureTests {
  private var chart: Chart {
    var chart = Chart(title: "A title", xAxis: Axis(label: "x"), yAxis: Axis(label: "y"))
    chart.add(LineMark(x: [0, 1, 2], y: [1, 3, 2], name: "line", marker: .circle))
    return chart
  }

  @Test func theSameFigureGivesTheSameBytes() throws {
    #expect(try Figure(chart).png() == Figure(chart).png())
  }

  @Test func theFileDecodesToTheSizeAsked() throws {
    let picture = try decodePNG(Figure(chart).png(width: 321, height: 123))
    #expect(picture.width == 321 && picture.height == 123)
    #expect(picture.bytes.prefix(3) == [255, 255, 255])
    #expect(picture.bytes.contains { $0 < 128 })
  }

  @Test func chartsAreValues() throws {
    let before = chart
    var after = before
    after.add(HorizontalLinesMark(at: [2]))
    #expect(before.marks.count == 1 && after.marks.count == 2)
  }

  @Test(arguments: [0.0, -1, 21, .nan, .infinity])
  func absurdScalesAreRefused(scale: Double) {
    #expect(throws: PlottingError.self) { try Figure(chart).png(scale: scale) }
  }

  @Test func absurdGridsAreRefused() {
    #expect(throws: PlottingError.badGrid(charts: 0, columns: 2)) { try Figure(charts: []).png() }
    #expect(throws: PlottingError.badGrid(charts: 1, columns: 0)) {
      try Figure(charts: [chart], columns: 0).png()
    }
  }

  @Test(arguments: [1, 2, 3, 5, 17, 50, 120])
  func anySizeGivesAPicture(side: Int) throws {
    for scale in [0.1, 1, 2, 20] {
      let picture = try decodePNG(Figure(chart).png(width: side, height: side, scale: scale))
      #expect(picture.width == side)
    }
  }

  @Test func aRowOfPanelsIsDrawnSideBySide() throws {
    var canvas = RecordingCanvas()
    try Figure(charts: [chart, chart, chart], columns: 3).draw(on: &canvas, theme: Theme(scale: 1))
    let titles = canvas.texts.filter { $0.text == "A title" }.map(\.bounds)
    #expect(titles.count == 3)
    #expect(titles[1].x - titles[0].x == 400 && titles[2].x - titles[1].x == 400)
    #expect(Set(titles.map(\.y)).count == 1)
  }
}
