import Plotting
import Testing

@Suite struct AxisTests {
  private func chart(_ axis: Axis) -> Figure {
    var chart = Chart(yAxis: axis)
    chart.add(LineMark(x: [0, 1], y: [0.2, 0.4]))
    return Figure(chart)
  }

  @Test(arguments: [(1.0, 0.0), (1.0, 1.0), (.nan, 1.0), (0.0, .infinity)])
  func limitsMustAscendAndBeFinite(low: Double, high: Double) {
    #expect(throws: PlottingError.self) { try chart(Axis(minimum: low, maximum: high)).png() }
  }

  @Test func logarithmicLimitsMustBePositive() {
    #expect(
      throws: PlottingError.badLimits(
        axis: "y", reason: "must be above 0 on a logarithmic axis, not 0.0")
    ) {
      try chart(Axis(scale: .log, minimum: 0)).png()
    }
  }

  @Test func limitsWinOverData() throws {
    var canvas = RecordingCanvas()
    try chart(Axis(minimum: 0, maximum: 1)).draw(on: &canvas, theme: Theme(scale: 2))
    let labels = canvas.texts.map(\.text)
    #expect(labels.contains("0.0") && labels.contains("1.0"))
  }

  @Test(arguments: [(5, nil), (nil, -5), (-1e300, 1e300), (100, 200)] as [(Double?, Double?)])
  func limitsBesideTheDataGiveAPicture(low: Double?, high: Double?) throws {
    #expect(try !chart(Axis(minimum: low, maximum: high)).png(width: 300, height: 200).isEmpty)
  }
}
