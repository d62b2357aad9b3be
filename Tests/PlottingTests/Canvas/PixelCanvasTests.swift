import Plotting
import Testing

/// How dark a canvas is: the sum over pixels of the part covered, for black on white.
func inkSum(_ canvas: PixelCanvas) -> Double {
  stride(from: 0, to: canvas.bytes.count, by: 3).reduce(0) {
    $0 + (255 - Double(canvas.bytes[$1])) / 255
  }
}

@Suite struct PixelCanvasTests {
  @Test func blendingIsLinearInCoverageAndOpacity() throws {
    var canvas = try PixelCanvas(width: 3, height: 1)
    canvas.fill(x: 0, y: 0, color: .black, coverage: 1)
    canvas.fill(x: 1, y: 0, color: .black, coverage: 0.5)
    canvas.fill(x: 2, y: 0, color: Color.black.withOpacity(0.5), coverage: 0.5)
    // 255·(1 - 1/2) = 127.5 and 255·(1 - 1/4) = 191.25, rounded.
    #expect(canvas.bytes == [0, 0, 0, 128, 128, 128, 191, 191, 191])
  }

  @Test(arguments: [(0, 5), (5, 0), (-1, 5), (10_001, 5), (Int.max, Int.max)])
  func absurdSizesAreRefused(width: Int, height: Int) {
    #expect(throws: PlottingError.badSize(width: width, height: height, limit: 10_000)) {
      try PixelCanvas(width: width, height: height)
    }
  }

  @Test func paintOutsideTheCanvasIsDropped() throws {
    var canvas = try PixelCanvas(width: 2, height: 2)
    for (x, y) in [(-1, 0), (2, 0), (0, -1), (0, 2)] {
      canvas.fill(x: x, y: y, color: .black, coverage: 1)
    }
    #expect(inkSum(canvas) == 0)
  }

  @Test(arguments: [Double.nan, -.infinity, .infinity, -1, 5])
  func absurdCoverageNeverTraps(coverage: Double) throws {
    var canvas = try PixelCanvas(width: 1, height: 1)
    canvas.fill(x: 0, y: 0, color: .black, coverage: coverage)
    #expect([0, 255].contains(canvas.bytes[0]))
  }
}
