import Plotting
import Testing

@Suite struct PointMarkTests {
  @Test func whatIsNotANumberHasNoSign() throws {
    let canvas = try MarkPlot.drawn(
      PointMark(x: [2, 5, .nan], y: [3, 7, 1], marker: .square, color: MarkPlot.pink))
    #expect(MarkPlot.polygons(canvas).count == 2)
  }

  /// One sign a point, centred on it.
  @Test func signsStandAtTheirPoints() throws {
    let canvas = try MarkPlot.drawn(
      PointMark(x: [2, 5], y: [3, 7], marker: .square, color: MarkPlot.pink))
    let signs = MarkPlot.polygons(canvas)
    #expect(signs.count == 2)
    for (sign, place) in zip(signs, [try MarkPlot.place(2, 3), try MarkPlot.place(5, 7)]) {
      let mean = sign.reduce((0.0, 0.0)) { ($0.0 + $1.x / 4, $0.1 + $1.y / 4) }
      #expect(abs(mean.0 - place.x) < 1e-9 && abs(mean.1 - place.y) < 1e-9)
    }
  }

  @Test func sizesMultiplyTheRadius() throws {
    func width(_ size: Double) throws -> Double {
      let canvas = try MarkPlot.drawn(
        PointMark(x: [5], y: [5], marker: .square, color: MarkPlot.pink, size: size))
      let xs = MarkPlot.polygons(canvas)[0].map(\.x)
      return (xs.max() ?? 0) - (xs.min() ?? 0)
    }
    #expect(abs(try width(3) - 3 * width(1)) < 1e-9)
  }

  @Test func unequalColumnsAreRefused() {
    #expect(
      throws: PlottingError.unequalLengths(mark: "points", what: "y", expected: 2, found: 1)
    ) { try PointMark(x: [1, 2], y: [1]).check() }
  }
}
