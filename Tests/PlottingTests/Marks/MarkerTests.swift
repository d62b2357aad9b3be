import Plotting
import Testing

@Suite struct MarkerTests {
  /// Seven signs follow one another; the eighth series begins anew.
  @Test func seriesHaveSignsInTurn() {
    let signs = (0..<7).map(Marker.automatic)
    #expect(Set(signs).count == 7 && !signs.contains(.none))
    #expect(Marker.automatic(7) == signs[0] && Marker.automatic(15) == signs[1])
  }

  /// Regular polygons: all corners equally far from the centre.
  @Test(arguments: [(Marker.square, 4), (.triangle, 3), (.diamond, 4)])
  func polygonsAreRegular(_ marker: Marker, _ corners: Int) throws {
    let canvas = try MarkPlot.drawn(
      PointMark(x: [5], y: [5], marker: marker, color: MarkPlot.pink))
    let (polygon, center) = (MarkPlot.polygons(canvas)[0], try MarkPlot.place(5, 5))
    let radii = polygon.map { point in
      let (x, y) = (point.x - center.x, point.y - center.y)
      return (x * x + y * y).squareRoot()
    }
    #expect(polygon.count == corners)
    #expect((radii.max() ?? 0) - (radii.min() ?? 0) < 1e-6)
    // A triangle's and a diamond's highest corner is in the middle.
    let top = polygon.min { $0.y < $1.y }
    if marker != .square { #expect(abs((top?.x ?? 0) - center.x) < 1e-9) }
  }

  @Test func noneDrawsNothing() throws {
    let canvas = try MarkPlot.drawn(
      PointMark(x: [5], y: [5], marker: Marker.none, color: MarkPlot.pink))
    #expect(MarkPlot.polygons(canvas).isEmpty && MarkPlot.lines(canvas).isEmpty)
  }
}
