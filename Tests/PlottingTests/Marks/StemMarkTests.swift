import Plotting
import Testing

@Suite struct StemMarkTests {
  /// From the base to the value, straight up or down.
  @Test func stemsReachFromTheBase() throws {
    let canvas = try MarkPlot.drawn(
      StemMark(x: [2, 8], y: [4, 9], marker: .none, color: MarkPlot.pink))
    let lines = MarkPlot.lines(canvas)
    #expect(lines.count == 2)
    for (line, (x, y)) in zip(lines, [(2.0, 4.0), (8.0, 9.0)]) {
      let (foot, top) = (try MarkPlot.place(x, 0), try MarkPlot.place(x, y))
      let ends = line.sorted { $0.y > $1.y }
      #expect(abs(ends[0].x - foot.x) < 1 && abs(ends[0].y - foot.y) < 1)
      #expect(abs(ends[1].x - top.x) < 1 && abs(ends[1].y - top.y) < 1)
    }
  }

  /// The base belongs to the picture even where all values are far from it.
  @Test func zeroIsOnTheAxis() {
    let mark = StemMark(x: [1, 2], y: [50, 60])
    #expect(mark.extents.y.minimum == 0 && mark.extents.y.maximum == 60)
    #expect(throws: PlottingError.self) { try StemMark(x: [1], y: []).check() }
  }
}
