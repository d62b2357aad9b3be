import Glibc

/// Coverage of a stroked line by distance: a pixel whose centre lies d from the line is covered by
/// clamp(width/2 + 1/2 - d, 0, 1), and by the greatest of that over all segments, so that joins and
/// crossings of one line neither darken nor show seams. Lines thinner than a pixel fade instead of
/// vanishing.
struct StrokeMask {
  private let box: Rectangle
  private var mask: CoverageMask
  private let radius: Double
  private let strength: Double

  /// Room for a line through `points` on the part `clip` of the canvas.
  init(clip: Rectangle, around points: [Point], width: Double) {
    let pen = max(1, width)
    radius = pen / 2
    strength = min(1, max(0, width))
    let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
    let low = Point(finite.map(\.x).min() ?? 0, finite.map(\.y).min() ?? 0)
    let high = Point(finite.map(\.x).max() ?? 0, finite.map(\.y).max() ?? 0)
    let area = finite.isEmpty ? Rectangle(low, low) : Rectangle(low, high).inset(by: -pen - 2)
    box = area.intersection(clip)
    let (x, y) = (Int(floor(box.x)), Int(floor(box.y)))
    let isEmpty = box.width <= 0 || box.height <= 0
    let (columns, rows) = isEmpty ? (0, 0) : (Int(ceil(box.right)) - x, Int(ceil(box.bottom)) - y)
    mask = CoverageMask(
      x: x, y: y, width: columns, height: rows, values: [Float](repeating: 0, count: columns * rows)
    )
  }

  func coverage() -> CoverageMask { mask }

  mutating func add(_ line: [Point]) {
    guard mask.width > 0, let first = line.first else { return }
    if line.count == 1 { addSegment(first, first) }
    for (a, b) in zip(line, line.dropFirst()) { addSegment(a, b) }
  }

  private mutating func addSegment(_ a: Point, _ b: Point) {
    guard let (a, b) = clipSegment(a, b, to: box.inset(by: -2 * radius - 2)) else { return }
    let reach = radius + 1
    let rows = range(min(a.y, b.y) - reach, max(a.y, b.y) + reach, from: mask.y, count: mask.height)
    for row in rows {
      let (low, high) = extent(of: a, b, around: Double(mask.y + row) + 0.5, reach: reach)
      for column in range(low - reach, high + reach, from: mask.x, count: mask.width) {
        coverPixel(row, column, a, b)
      }
    }
  }

  private mutating func coverPixel(_ row: Int, _ column: Int, _ a: Point, _ b: Point) {
    let center = Point(Double(mask.x + column) + 0.5, Double(mask.y + row) + 0.5)
    let covered = min(1, radius + 0.5 - distanceToSegment(center, a, b))
    let value = Float(covered * strength)
    if value > mask.values[row * mask.width + column] {
      mask.values[row * mask.width + column] = value
    }
  }

  /// Pixel indices, relative to `first`, whose squares meet [low, high].
  private func range(_ low: Double, _ high: Double, from first: Int, count: Int) -> Range<Int> {
    let start = min(max(Int(floor(low)) - first, 0), count)
    return start..<max(start, min(Int(ceil(high)) - first, count))
  }

  /// The x extent of the part of the segment within `reach` of the row's middle.
  private func extent(of a: Point, _ b: Point, around y: Double, reach: Double) -> (Double, Double)
  {
    let dy = b.y - a.y
    guard abs(dy) > 1e-9 else { return (min(a.x, b.x), max(a.x, b.x)) }
    let t0 = min(max((y - reach - a.y) / dy, 0), 1)
    let t1 = min(max((y + reach - a.y) / dy, 0), 1)
    let (x0, x1) = (a.x + (b.x - a.x) * t0, a.x + (b.x - a.x) * t1)
    return (min(x0, x1), max(x0, x1))
  }
}

private func distanceToSegment(_ point: Point, _ a: Point, _ b: Point) -> Double {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let squared = dx * dx + dy * dy
  let along = squared > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared : 0
  let t = min(max(along, 0), 1)
  return distance(point, Point(a.x + dx * t, a.y + dy * t))
}
