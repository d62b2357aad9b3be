import Plotting
import Testing

@Suite struct SeriesTests {
  private func chart(_ series: [Series], bars: BarSetting = BarSetting(categories: [])) -> Chart {
    var chart = Chart(legend: .hidden)
    chart.add(series, bars: bars)
    return chart
  }

  @Test func eachKindIsItsMark() {
    let kinds: [Series.Kind] = [.line, .points, .step, .stems]
    let marks = chart(kinds.map { Series(x: [1, 2], y: [1, 2], kind: $0) }).marks
    #expect(
      marks[0] is LineMark && marks[1] is PointMark && marks[2] is LineMark && marks[3] is StemMark)
    #expect((marks[2] as? LineMark)?.course == .stepsAfter)
  }

  @Test func allBarsShareOneMark() throws {
    let series = [
      Series(name: "a", x: [0, 1], y: [1, 2], kind: .bars),
      Series(name: "limit", x: [0, 1], y: [3, 3]),
      Series(name: "b", x: [0, 1], y: [3, 4], kind: .bars, color: .black),
    ]
    let marks = chart(
      series, bars: BarSetting(categories: ["P", "Q"], isStacked: true, valueFormat: .percent)
    ).marks
    #expect(marks.count == 2)
    let bars = try #require(marks[0] as? BarMark)
    #expect(bars.series.map(\.name) == ["a", "b"] && bars.series[1].color == .black)
    #expect(
      bars.categories == ["P", "Q"] && bars.arrangement == .stacked && bars.valueFormat == .percent)
  }

  /// Four bars of grouped pairs; stacked, the second stands on the first.
  @Test func stackedBarsStandOnOneAnother() throws {
    let series = [[1.0, 1], [2, 2]].map { Series(x: [0, 1], y: $0, kind: .bars, color: .black) }
    func boxes(isStacked: Bool) throws -> [Rectangle] {
      try recorded(chart(series, bars: BarSetting(categories: ["a", "b"], isStacked: isStacked)))
        .rectangles.filter { $0.color == .black }.map(\.area)
    }
    let stacked = try boxes(isStacked: true)
    #expect(stacked[0].x == stacked[1].x && stacked[1].bottom == stacked[0].y)
    let grouped = try boxes(isStacked: false)
    #expect(grouped[0].x < grouped[1].x && grouped[0].bottom == grouped[1].bottom)
  }

  @Test func shortLinesHaveMarkersLongOnesNot() {
    func marker(_ count: Int, _ asked: Marker? = nil) -> Marker? {
      let x = (0..<count).map(Double.init)
      return (chart([Series(x: x, y: x, marker: asked)]).marks[0] as? LineMark)?.marker
    }
    #expect(marker(40) == .circle && marker(41) == Marker.none)
    #expect(marker(41, .square) == .square && marker(3, Marker.none) == Marker.none)
  }

  /// Dash lengths are multiples of the pen's width; a solid line has none.
  @Test func dashesReachThePen() throws {
    let series = [LineStyle.solid, .dashed, .none].map {
      Series(x: [0, 1], y: [0, 1], dashes: $0, marker: Marker.none, color: .black)
    }
    let pens = try recorded(chart(series)).strokes.map(\.pen).filter { $0.color == .black }
    #expect(pens.map(\.dashes.count) == [0, 2])
    #expect(pens[1].dashes == [3 * pens[1].width, 3 * pens[1].width])
  }

  @Test func missingValuesLeaveAGap() throws {
    let line = Series(
      x: [0, 1, 2], y: [0, .nan, 1], dashes: .solid, marker: Marker.none, color: .black)
    let path = try #require(try recorded(chart([line])).strokes.first { $0.pen.color == .black })
      .points
    #expect(path.count == 3 && !path[1].y.isFinite)
  }
}
