import Plotting
import Testing

@Suite struct ChartLayoutTests {
  private func lines(
    _ count: Int = 3, name: String = "series", legend: Chart.LegendPlace = .automatic
  ) -> Chart {
    var chart = Chart(
      title: "Error against sparsity", subtitle: "three seeds",
      xAxis: Axis(label: "sparsity", format: .percent),
      yAxis: Axis(label: "top-1 error", format: .percent), legend: legend)
    let x = (0...20).map { Double($0) / 20 }
    for i in 0..<count {
      chart.add(
        LineMark(x: x, y: x.map { 0.01 + 0.02 * Double(i + 1) * $0 * $0 }, name: "\(name) \(i)"))
    }
    return chart
  }

  private func bars(_ names: [String], isHorizontal: Bool = false) -> Chart {
    var chart = Chart(
      title: "Sizes", xAxis: Axis(label: "layer"), yAxis: Axis(label: "size", format: .bytes))
    let values = names.indices.map { 1000 + 100 * Double($0) }
    chart.add(
      BarMark(
        categories: names, series: [.init(name: "dense", values: values)],
        isHorizontal: isHorizontal))
    return chart
  }

  private var layers: [String] { (1...16).map { "convolution_\($0)" } }

  private func expectTidy(
    _ canvas: RecordingCanvas, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(canvas.overlaps.map { "\($0) | \($1)" } == [], sourceLocation: sourceLocation)
    #expect(canvas.outside == [], sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (1200, 800, 2.0), (600, 400, 1.0), (800, 800, 2.0), (2400, 1000, 3.0), (500, 900, 1.5),
  ])
  func lettersNeitherOverlapNorLeave(width: Int, height: Int, scale: Double) throws {
    for legend in [Chart.LegendPlace.automatic, .outside, .topLeft] {
      expectTidy(try recorded(lines(legend: legend), width: width, height: height, scale: scale))
    }
    for names in [["a", "b"], layers, (0..<400).map { "\($0)" }] {
      expectTidy(try recorded(bars(names), width: width, height: height, scale: scale))
      expectTidy(
        try recorded(bars(names, isHorizontal: true), width: width, height: height, scale: scale))
    }
  }

  @Test func everyLabelAskedForIsWritten() throws {
    let texts = try recorded(lines()).texts.map(\.text)
    for expected in [
      "Error against sparsity", "three seeds", "sparsity", "top-1 error", "series 0", "series 2",
      "0%",
    ] {
      #expect(texts.contains(expected), "\(expected)")
    }
  }

  @Test func theVerticalLabelReadsUpwards() throws {
    let label = try recorded(lines()).texts.first { $0.text == "top-1 error" }
    #expect(label?.angle == 90)
    #expect((label?.bounds.right ?? 1200) < 100)
  }

  @Test func longNamesAreTurnedAndManyAreThinned() throws {
    let rotated = try recorded(bars(layers)).texts.filter { $0.angle == 45 }
    #expect(rotated.count == 16)
    let thinned = try recorded(bars((0..<400).map { "\($0)" })).texts.filter { Int($0.text) != nil }
    #expect(thinned.count > 5 && thinned.count < 60)
    #expect(thinned.allSatisfy { $0.angle == 0 })
  }

  /// Rows of a matrix are counted from the top, where 0 stands.
  @Test func namesAlongAnUprightAxisBeginAtTheTop() throws {
    let names = (0..<400).map { "\($0)" }
    let labels = try recorded(bars(names, isHorizontal: true)).texts.filter {
      Int($0.text) ?? 1000 < 400 && $0.bounds.right < 200
    }
    let highest = labels.min { $0.bounds.y < $1.bounds.y }
    #expect(highest?.text == "0")
    #expect(labels.count > 5 && labels.count < 60)
  }

  @Test func veryLongLabelsAreCut() throws {
    let long = String(repeating: "a very long label ", count: 40)
    var chart = Chart(
      title: long, subtitle: long, xAxis: Axis(label: long), yAxis: Axis(label: long),
      rightAxis: Axis(label: long))
    chart.add(LineMark(x: [0, 1], y: [0, 1], name: long))
    chart.add(LineMark(x: [0, 1], y: [0, 1], name: long, axis: .right))
    let canvas = try recorded(chart)
    expectTidy(canvas)
    #expect(canvas.texts.contains { $0.text.hasSuffix("…") })
  }

  @Test func aLegendAvoidsTheData() throws {
    // Rising lines leave the top left corner free.
    let canvas = try recorded(lines())
    let names = canvas.texts.filter { $0.text.hasPrefix("series") }
    #expect(names.allSatisfy { $0.bounds.right < 600 && $0.bounds.bottom < 400 })
  }

  @Test func aFullPlotSendsTheLegendOutside() throws {
    var chart = Chart()
    let places = (0...40).flatMap { i in (0...40).map { (Double(i), Double($0)) } }
    chart.add(PointMark(x: places.map(\.0), y: places.map(\.1), name: "everywhere"))
    let canvas = try recorded(chart)
    let name = canvas.texts.first { $0.text == "everywhere" }
    let ticks = canvas.texts.filter { Double($0.text) != nil }
    #expect(ticks.allSatisfy { $0.bounds.right < (name?.bounds.x ?? 0) })
  }

  @Test func smallPicturesDropLettersBeforeData() throws {
    #expect(try recorded(lines(), width: 50, height: 50).texts.isEmpty)
    let middle = try recorded(lines(), width: 260, height: 200).texts.map(\.text)
    #expect(middle.contains("0%") && !middle.contains("series 0"))
  }

  @Test func panelsOfAColumnShareTheirAxis() throws {
    var wide = lines()
    wide.yAxis.format = .number
    wide.add(LineMark(x: [0, 1], y: [0, 1_000_000]))
    var canvas = RecordingCanvas()
    try Figure(title: "Both", charts: [lines(), wide], columns: 1).draw(
      on: &canvas, theme: Theme(scale: 1))
    let axes = canvas.rectangles.filter {
      $0.area.width == 1 && $0.area.height > 100 && $0.color == Color(0x6E7781)
    }
    #expect(Set(axes.map(\.area.x)).count == 1)
    expectTidy(canvas)
  }
}
