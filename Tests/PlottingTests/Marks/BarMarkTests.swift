import Plotting
import Testing

@Suite struct BarMarkTests {
  private let colors = [Color(0x0072B2), Color(0xD55E00)]

  private func bars(_ mark: BarMark) throws -> [Rectangle] {
    var chart = Chart(legend: .hidden)
    chart.add(mark)
    return try recorded(chart).rectangles.filter { colors.contains($0.color) }.map(\.area)
  }

  private let series = [BarMark.Series(values: [10, 30]), BarMark.Series(values: [20, 40])]

  @Test func groupedBarsStandSideBySide() throws {
    let bars = try bars(BarMark(categories: ["a", "b"], series: series))
    #expect(bars.count == 4)
    #expect(bars[0].right == bars[1].x && bars[0].bottom == bars[1].bottom)
    #expect(abs(bars[3].height / bars[0].height - 4) < 0.02)
  }

  @Test func stackedBarsStandOnEachOther() throws {
    let bars = try bars(BarMark(categories: ["a", "b"], series: series, arrangement: .stacked))
    #expect(bars[1].bottom == bars[0].y && bars[0].x == bars[1].x)
    #expect(abs(bars[1].height / bars[0].height - 2) < 0.02)
  }

  @Test func lyingBarsStartAtTheTop() throws {
    let bars = try bars(BarMark(categories: ["a", "b"], series: series, isHorizontal: true))
    #expect(bars[0].y < bars[2].y && bars[0].x == bars[2].x)
    #expect(abs(bars[2].width / bars[0].width - 3) < 0.02)
  }

  @Test func whiskersStandOnBars() throws {
    let spread = Spread(low: [5, 25], high: [15, 35])
    var chart = Chart(legend: .hidden)
    chart.add(
      BarMark(
        categories: ["a", "b"], series: [.init(values: [10, 30], spread: spread, opacity: 0.5)]))
    let canvas = try recorded(chart)
    let upright = canvas.strokes.filter { $0.points.count == 2 && $0.points[0].x == $0.points[1].x }
    #expect(upright.count == 2)
    let bars = canvas.rectangles.filter { $0.color.opacity == 0.5 }.map(\.area)
    #expect(bars.count == 2)
    #expect(upright[0].points[0].x == bars[0].center.x)
    let middle = (upright[0].points[0].y + upright[0].points[1].y) / 2
    #expect(abs(middle - bars[0].y) < 1)
  }

  @Test func barsWithoutZeroAreRefused() {
    for axis in [Axis(scale: .log), Axis(minimum: 1), Axis(maximum: -1)] {
      var chart = Chart(yAxis: axis)
      chart.add(BarMark(categories: ["a"], series: [.init(values: [10])]))
      #expect(throws: PlottingError.barsWithoutZero(axis: "y")) { try recorded(chart) }
    }
  }

  @Test func negativeValuesHang() throws {
    let bars = try bars(
      BarMark(categories: ["a"], series: [.init(values: [-5]), .init(values: [5])]))
    #expect(bars[0].y == bars[1].bottom && abs(bars[0].height - bars[1].height) <= 1)
  }
}
