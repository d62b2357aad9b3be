import Plotting
import Testing

/// Coverage sums equal areas. The canvas keeps 32 levels of coverage, so each border pixel may be
/// off by 1/64.
@Suite struct CanvasShapesTests {
  private func ink(_ draw: (inout PixelCanvas) -> Void) throws -> Double {
    var canvas = try PixelCanvas(width: 60, height: 60)
    draw(&canvas)
    return inkSum(canvas)
  }

  @Test(arguments: [
    Rectangle(x: 10, y: 10, width: 20, height: 5),
    Rectangle(x: 10.25, y: 3.5, width: 7.5, height: 31.25),
    Rectangle(x: 4.125, y: 4.125, width: 0.5, height: 0.5),
  ])
  func rectangleCoversItsArea(area: Rectangle) throws {
    let sum = try ink { $0.fillRectangle(area, color: .black) }
    #expect(abs(sum - area.width * area.height) < 2 * (area.width + area.height) / 64 + 0.05)
    let polygon = try ink { $0.fillPolygon([area.corners], color: .black) }
    #expect(abs(polygon - sum) < 0.1)
  }

  @Test func exactPixelsOfASmallRectangle() throws {
    var canvas = try PixelCanvas(width: 4, height: 3)
    canvas.fillRectangle(Rectangle(x: 1, y: 1, width: 1.5, height: 1), color: .black)
    let row = (0..<4).map { canvas.color(x: $0, y: 1).red }
    #expect(row == [255, 0, 128, 255])
    #expect(
      (0..<4).allSatisfy {
        canvas.color(x: $0, y: 0) == .white && canvas.color(x: $0, y: 2) == .white
      })
  }

  @Test func exactPixelsOfADiagonalHalfSquare() throws {
    var canvas = try PixelCanvas(width: 2, height: 2)
    canvas.fillPolygon([[Point(0, 0), Point(2, 2), Point(0, 2)]], color: .black)
    // Half of each diagonal pixel, all of the lower left one, nothing of the upper right one.
    #expect(
      [(0, 0), (1, 0), (0, 1), (1, 1)].map { canvas.color(x: $0.0, y: $0.1).red } == [
        128, 255, 0, 128,
      ])
  }

  @Test(arguments: [2.0, 5.5, 20.0])
  func discCoversItsArea(radius: Double) throws {
    let sum = try ink { $0.fillCircle(center: Point(30.3, 29.6), radius: radius, color: .black) }
    // Coverage falls from 1 to 0 over one pixel across the border: ∫ clamp(r + 1/2 - d, 0, 1) dA =
    // π (r² + 1/12).
    #expect(abs(sum - .pi * (radius * radius + 1.0 / 12)) < 0.01 * radius * radius + 0.1)
  }

  @Test func denseSeriesLookLikeAllTheirPoints() throws {
    // Up and down between 10 and 50 a hundred times in each column: a solid block, two pixels of
    // pen around it.
    let points = (0..<4000).map { Point(10 + Double($0) / 100, $0.isMultiple(of: 2) ? 10 : 50) }
    let sum = try ink { $0.stroke(points, with: Stroke(color: .black, width: 2)) }
    #expect(abs(sum - 42 * 42) < 0.02 * 42 * 42)
  }

  @Test func oppositeWindingCutsAHole() throws {
    let outer = Rectangle(x: 5, y: 5, width: 30, height: 30).corners
    let inner = Rectangle(x: 10, y: 10, width: 10, height: 10).corners
    #expect(abs(try ink { $0.fillPolygon([outer, inner.reversed()], color: .black) } - 800) < 0.01)
    #expect(abs(try ink { $0.fillPolygon([outer, inner], color: .black) } - 900) < 0.01)
  }

  @Test func lineCoversLengthTimesWidthPlusRoundEnds() throws {
    let pen = Stroke(color: .black, width: 4)
    let sum = try ink { $0.stroke([Point(10, 12), Point(40, 52)], with: pen) }
    // 50 long (3-4-5), 4 wide, a half disc of radius 2 at each end.
    #expect(abs(sum - (200 + .pi * 4)) < 2)
  }

  @Test func crossingALineItselfDoesNotDarken() throws {
    let pen = Stroke(color: Color.black.withOpacity(0.5), width: 3)
    var canvas = try PixelCanvas(width: 20, height: 20)
    canvas.stroke([Point(2, 2), Point(18, 18), Point(18, 2), Point(2, 18)], with: pen)
    #expect(stride(from: 0, to: canvas.bytes.count, by: 3).allSatisfy { canvas.bytes[$0] >= 127 })
  }

  @Test func hairlinesFadeInsteadOfVanishing() throws {
    let thin = try ink {
      $0.stroke([Point(5, 30.5), Point(55, 30.5)], with: Stroke(color: .black, width: 0.25))
    }
    let full = try ink {
      $0.stroke([Point(5, 30.5), Point(55, 30.5)], with: Stroke(color: .black, width: 1))
    }
    #expect(abs(thin - full / 4) < 1)
  }

  @Test func nothingIsDrawnOutsideTheClip() throws {
    var canvas = try PixelCanvas(width: 40, height: 40)
    canvas.clipped(to: Rectangle(x: 10, y: 10, width: 10, height: 10)) {
      $0.fillPolygon(
        [[Point(-1e9, -1e9), Point(1e9, -1e9), Point(1e9, 1e9), Point(-1e9, 1e9)]], color: .black)
      $0.stroke([Point(-1e12, 15), Point(1e12, 15)], with: Stroke(color: .black, width: 9))
    }
    #expect(abs(inkSum(canvas) - 100) < 0.01)
    #expect(canvas.clip == canvas.bounds)
  }

  @Test func pointsThatAreNotFiniteBreakLines() throws {
    var canvas = try PixelCanvas(width: 40, height: 9)
    let points = [
      Point(2, 4.5), Point(10, 4.5), Point(.nan, 4.5), Point(30, 4.5), Point(.infinity, 0),
    ]
    canvas.stroke(points, with: Stroke(color: .black, width: 3))
    #expect(canvas.color(x: 6, y: 4) == .black)
    #expect(canvas.color(x: 20, y: 4) == .white)
    #expect(canvas.color(x: 29, y: 4) == .black)
  }
}
