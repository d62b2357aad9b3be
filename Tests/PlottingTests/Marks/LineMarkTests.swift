import Plotting
import Testing

@Suite struct LineMarkTests {
  private let blue = Color(0x0072B2)

  private func stroke(_ mark: LineMark, yAxis: Axis = Axis()) throws -> (
    points: [Point], pen: Stroke
  )? {
    var chart = Chart(yAxis: yAxis, legend: .hidden)
    chart.add(mark)
    return try recorded(chart).strokes.first { $0.pen.color == blue && $0.points.count > 1 }
  }

  @Test func stepsAreLevelThenUpright() throws {
    let path = try #require(try stroke(LineMark(x: [0, 1, 2], y: [1, 2, 3], course: .stepsAfter)))
      .points
    #expect(path.count == 5)
    #expect(
      path[1].y == path[0].y && path[1].x == path[2].x && path[3].y == path[2].y
        && path[3].x == path[4].x)
  }

  @Test func valuesWithoutAPlaceLeaveAGap() throws {
    let path = try #require(
      try stroke(LineMark(x: [0, 1, 2, 3], y: [1, 0, 10, .nan]), yAxis: Axis(scale: .log))
    ).points
    #expect(path.map(\.y.isFinite) == [true, false, true, false])
  }

  @Test func seriesDifferByColorAndDashes() throws {
    var chart = Chart(legend: .hidden)
    for i in 0..<5 { chart.add(LineMark(x: [0, 1], y: [Double(i), 1])) }
    let pens = try recorded(chart).strokes.map(\.pen)
    #expect(pens.count == 5)
    #expect(Set(pens.map(\.color)).count == 5 && Set(pens.map(\.dashes)).count == 5)
    #expect(pens[0].dashes.isEmpty)
  }

  @Test func errorBarsSpanTheirRange() throws {
    var chart = Chart(yAxis: Axis(minimum: 0, maximum: 10), legend: .hidden)
    chart.add(
      LineMark(x: [0, 1], y: [5, 5], style: .none, spread: Spread(low: [4, 0], high: [6, 10])))
    let bars = try recorded(chart).strokes.map(\.points).filter { $0[0].x == $0[1].x }
    #expect(bars.count == 2)
    let heights = bars.map { abs($0[1].y - $0[0].y) }
    #expect(abs(heights[1] / heights[0] - 5) < 1e-9)
  }
}
