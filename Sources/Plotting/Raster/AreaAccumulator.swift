import Glibc

/// Exact-area polygon coverage.
///
/// Each edge adds, to the pixels of every row it crosses, the change in signed area to its right; a
/// running sum along the row then gives each pixel's covered area (the method of Levien's font-rs).
/// Contours of opposite winding cut holes; coverage is min(1, |sum|), so overlaps of equal winding
/// stay filled.
struct AreaAccumulator {
  private let originX: Int
  private let originY: Int
  private let width: Int
  private let height: Int
  private var changes: [Float]

  /// Room for the contours, which must already be clipped to the canvas; nil if there are no
  /// points.
  init?(around contours: [[Point]]) {
    guard let first = contours.first?.first else { return nil }
    var (low, high) = (first, first)
    for point in contours.joined() {
      low = Point(min(low.x, point.x), min(low.y, point.y))
      high = Point(max(high.x, point.x), max(high.y, point.y))
    }
    originX = Int(floor(low.x))
    originY = Int(floor(low.y))
    width = Int(ceil(high.x)) - originX + 1
    height = Int(ceil(high.y)) - originY + 1
    changes = [Float](repeating: 0, count: width * height + 2)
  }

  mutating func add(_ contour: [Point]) {
    guard var previous = contour.last else { return }
    for point in contour {
      addEdge(previous, point)
      previous = point
    }
  }

  private mutating func addEdge(_ a: Point, _ b: Point) {
    guard a.y != b.y else { return }
    let direction = a.y < b.y ? 1.0 : -1.0
    let (top, bottom) = a.y < b.y ? (a, b) : (b, a)
    let slope = (bottom.x - top.x) / (bottom.y - top.y)
    let (left, up) = (Double(originX), Double(originY))
    let start = top.y - up
    let end = bottom.y - up
    for row in Int(start)..<Int(ceil(end)) {
      let y0 = max(Double(row), start)
      let y1 = min(Double(row + 1), end)
      let x0 = top.x - left + (y0 - start) * slope
      let x1 = top.x - left + (y1 - start) * slope
      addRow(row, from: min(x0, x1), to: max(x0, x1), amount: (y1 - y0) * direction)
    }
  }

  /// Within one row the edge runs from x `low` to `high`: spread `amount` over the pixels it
  /// passes, by the area of each to the right of the edge.
  private mutating func addRow(_ row: Int, from low: Double, to high: Double, amount: Double) {
    let low = min(max(low, 0), Double(width - 1))
    let high = min(max(high, low), Double(width - 1))
    var before = 0.0
    for column in Int(low)...Int(high) {
      let covered = coveredArea(column: Double(column), low: low, high: high)
      changes[row * width + column] += Float(amount * (covered - before))
      before = covered
    }
    changes[row * width + Int(high) + 1] += Float(amount * (1 - before))
  }

  /// The average over the edge of how much of the pixel [column, column + 1] lies to its right.
  private func coveredArea(column: Double, low: Double, high: Double) -> Double {
    func part(_ x: Double) -> Double { min(max(column + 1 - x, 0), 1) }
    guard high - low > 1e-9 else { return part(low) }
    // ∫ part(x) dx from x to column + 1: a triangle inside the pixel, a strip of height 1 left of
    // it.
    func integral(_ x: Double) -> Double { max(column - x, 0) + part(x) * part(x) / 2 }
    return (integral(low) - integral(high)) / (high - low)
  }

  func coverage() -> CoverageMask {
    var values = [Float](repeating: 0, count: width * height)
    for row in 0..<height {
      var sum: Float = 0
      for column in 0..<width {
        sum += changes[row * width + column]
        let covered = min(1, abs(sum))
        values[row * width + column] = covered < 1e-4 ? 0 : covered
      }
    }
    return CoverageMask(x: originX, y: originY, width: width, height: height, values: values)
  }
}
