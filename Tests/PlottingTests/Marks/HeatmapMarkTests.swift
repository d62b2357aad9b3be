import Plotting
import Testing

@Suite struct HeatmapMarkTests {
  @Test func namedRowsReadFromTheTop() throws {
    var chart = Chart()
    chart.add(
      HeatmapMark(values: [[0, 1], [2, 3]], columns: ["a", "b"], rows: ["first", "second"]))
    let canvas = try recorded(chart)
    let darkest = canvas.rectangles.first { $0.color == Color(0x440154) && $0.area.height > 50 }
    let brightest = canvas.rectangles.first { $0.color == Color(0xFDE725) && $0.area.height > 50 }
    #expect(
      (darkest?.area.y ?? 1e9) < (brightest?.area.y ?? 0)
        && (darkest?.area.x ?? 1e9) < (brightest?.area.x ?? 0))
    let first = canvas.texts.first { $0.text == "first" }
    let second = canvas.texts.first { $0.text == "second" }
    #expect((first?.bounds.y ?? 1e9) < (second?.bounds.y ?? 0))
  }

  @Test func numberedRowsReadFromTheBottom() throws {
    var chart = Chart()
    chart.add(HeatmapMark(values: [[0], [1]], xEdges: [0, 1], yEdges: [0, 1, 2]))
    let cells = try recorded(chart).rectangles
    let low = cells.first { $0.color == Color(0x440154) && $0.area.height > 50 }
    let high = cells.first { $0.color == Color(0xFDE725) && $0.area.height > 50 }
    #expect((low?.area.y ?? 0) > (high?.area.y ?? 1e9))
  }

  @Test func missingValuesAreGrey() {
    let colors = ColorScale(scale: LinearScale(domain: 0...1))
    #expect(colors.color(of: .nan) == Color(0xDDDDDD))
    #expect(
      colors.color(of: -9) == colors.color(of: 0) && colors.color(of: 9) == colors.color(of: 1))
  }

  @Test func sequentialColorsGrowLighter() {
    let colors = ColorScale(scale: LinearScale(domain: 0...1))
    let lightness = (0...20).map { colors.color(of: Double($0) / 20).lightness }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy(<))
  }
}
