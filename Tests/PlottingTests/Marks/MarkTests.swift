import Plotting
import Testing

/// What holds for each kind of mark, on data nobody should hand over.
@Suite struct MarkTests {
  private static let numbers: [[Double]] = [
    [], [1], [5, 5, 5], [.nan], [.infinity, -.infinity], [0, -1, -2], [1e-30, 1e30],
    [-1e308, 1e308],
    [.leastNonzeroMagnitude, .leastNormalMagnitude],
    [1, .nan, 3, .infinity, 5], [1e15, 1e15 + 1],
  ]

  private func marks(_ x: [Double], _ y: [Double]) -> [any Mark] {
    let spread = Spread(low: y, high: y.reversed())
    let band = Spread(low: y, high: y.reversed(), look: .band)
    return [
      LineMark(x: x, y: y, name: "line", marker: .ring, spread: spread, isFilled: true),
      LineMark(x: x, y: y, name: "steps", course: .stepsAfter, spread: band, axis: .right),
      PointMark(x: x, y: y, name: "points", opacity: .nan, size: .infinity, spread: spread),
      BarMark(
        categories: y.map { "\($0)" },
        series: [.init(name: "a", values: y), .init(name: "b", values: x)]),
      BarMark(
        categories: y.map { "\($0)" }, series: [.init(values: y), .init(values: x)],
        arrangement: .stacked,
        isHorizontal: true, valueFormat: .si),
      StemMark(x: x, y: y, name: "stems"), RugMark(x: x, name: "rug", edge: .top, length: .nan),
      VerticalLinesMark(at: x, name: "v", labels: x.map { "\($0)" }),
      HorizontalLinesMark(at: y, name: "h", labels: y.map { "\($0)" }),
      HeatmapMark(
        values: [y], columns: y.map { "\($0)" }, rows: ["row"],
        colors: ColorScale(map: .diverging, scale: LogScale(showing: Extent(y))),
        valueFormat: .number),
      AnnotationMark(
        "note", x: x.first ?? .nan, y: y.last ?? 0, pointingTo: (y.first ?? 0, x.last ?? 0)),
    ]
  }

  @Test(arguments: numbers.indices)
  func hostileNumbersGiveAPicture(index: Int) throws {
    let y = Self.numbers[index]
    for kind in [Axis.Kind.linear, .log] {
      // Bars on a logarithmic axis are refused, whatever their numbers.
      for mark in marks(y, y.reversed()) where kind == .linear || mark.barAxis == nil {
        var chart = Chart(
          title: "hostile", xAxis: Axis(label: "x", scale: kind),
          yAxis: Axis(label: "y", scale: kind),
          rightAxis: mark.axis == .right ? Axis(scale: kind) : nil)
        chart.add(mark)
        #expect(try !Figure(chart).png(width: 300, height: 220, scale: 1).isEmpty)
      }
    }
  }

  @Test func marksTogetherGiveAPicture() throws {
    for y in Self.numbers {
      var chart = Chart()
      for mark in marks(y, y.reversed()) { chart.add(mark) }
      #expect(try !Figure(chart).png(width: 300, height: 220, scale: 1).isEmpty)
    }
  }

  @Test func unequalLengthsAreRefused() {
    func expectRefused(_ mark: some Mark, _ sourceLocation: SourceLocation = #_sourceLocation) {
      var chart = Chart()
      chart.add(mark)
      #expect(throws: PlottingError.self, sourceLocation: sourceLocation) {
        try Figure(chart).png()
      }
    }
    expectRefused(LineMark(x: [1, 2], y: [1]))
    expectRefused(LineMark(x: [1], y: [1], spread: Spread(low: [], high: [1])))
    expectRefused(PointMark(x: [], y: [1]))
    expectRefused(StemMark(x: [1], y: []))
    expectRefused(BarMark(categories: ["a"], series: [.init(values: [1, 2])]))
    expectRefused(HistogramMark(edges: [0, 1], counts: [1, 2]))
    expectRefused(HistogramMark(edges: [0, 2, 1], counts: [1, 2]))
    expectRefused(HistogramMark(edges: [0, .nan], counts: [1]))
    expectRefused(HeatmapMark(values: [[1, 2], [3]], xEdges: [0, 1, 2], yEdges: [0, 1, 2]))
  }
}
