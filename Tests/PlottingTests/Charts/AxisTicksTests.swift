import Plotting
import Testing

@Suite struct AxisTicksTests {
  private func labels(_ x: [Double], _ y: [Double]) throws -> [String] {
    var chart = Chart(xAxis: Axis(label: "n"))
    chart.add(LineMark(x: x, y: y))
    return try recorded(chart).texts.map(\.text)
  }

  @Test func wholeNumbersHaveWholeTicks() throws {
    let labels = try labels([1, 2, 3], [0, 1, 1])
    #expect(labels.contains("1") && labels.contains("2") && labels.contains("3"))
    #expect(!labels.contains { $0.contains(".") })
    #expect(try self.labels([1, 2.5, 3], [0, 1, 1]).contains("1.5"))
  }

  /// 1e9, 1e9 + 1 ... are told apart by what is left, and the rest is said once.
  @Test func largeNumbersClose() throws {
    let labels = try labels([0, 1, 2, 3].map { 1e9 + $0 }, [0, 1, 2, 3])
    #expect(labels.contains("n (+ 1\u{2009}000\u{2009}000\u{2009}000)"))
    #expect(labels.filter { ["0", "1", "2", "3"].contains($0) }.count >= 7)
  }

  @Test func colorBarsAreLabelledAllAlong() throws {
    for (low, high) in [(0.013, 0.87), (1.0, 1.5), (3e-7, 2e-3)] {
      var chart = Chart()
      let scale = LogScale(domain: low...high)
      chart.add(
        HeatmapMark(
          values: [[low, high]], columns: ["a", "b"], rows: ["r"],
          colors: ColorScale(scale: scale)))
      let canvas = try recorded(chart)
      let bar = canvas.rectangles.filter { $0.area.height == 1 }.map(\.area)
      let (top, bottom) = (bar.map(\.y).min() ?? 0, bar.map(\.bottom).max() ?? 0)
      let right = bar.map(\.right).max() ?? 0
      let places = canvas.texts.filter { $0.bounds.x > right }.map(\.bounds.center.y).sorted()
      let all = [top] + places + [bottom]
      #expect(zip(all, all.dropFirst()).allSatisfy { $1 - $0 < (bottom - top) * 0.65 })
      #expect(places.count >= 2)
    }
  }

  @Test func everyBarHasItsName() throws {
    let names = (1...60).map { "layer \($0)" }
    var chart = Chart()
    chart.add(BarMark(categories: names, series: [.init(values: names.indices.map { Double($0) })]))
    let texts = Set(try recorded(chart).texts.map(\.text))
    #expect(names.allSatisfy(texts.contains))
  }
}
