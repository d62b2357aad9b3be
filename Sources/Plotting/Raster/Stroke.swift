/// A pen: ends and joins are round.
public struct Stroke: Equatable, Sendable {
  public var color: Color
  /// In pixels.
  public var width: Double
  /// Lengths drawn and skipped in turn, in pixels; empty for a solid line.
  public var dashes: [Double]

  public init(color: Color, width: Double, dashes: [Double] = []) {
    self.color = color
    self.width = width
    self.dashes = dashes
  }

  /// Runs of finite points, at least 0.15 pixels apart, cut into dashes. A single point makes a
  /// dot.
  func lines(through points: [Point]) -> [[Point]] {
    let runs = runs(through: points)
    return dashes.isEmpty ? runs : runs.flatMap { dashed($0, pattern: dashes) }
  }

  /// Those runs, not cut into dashes.
  func runs(through points: [Point]) -> [[Point]] {
    points.split { !$0.x.isFinite || !$0.y.isFinite }.map { thinned(reduced(Array($0))) }
  }

  /// Of the points that stay within half a pixel's column, the first, the lowest, the highest and
  /// the last: what is drawn looks the same, and a series of a million points costs no more than
  /// the columns it crosses.
  private func reduced(_ points: [Point]) -> [Point] {
    guard points.count > 1000 else { return points }
    func column(_ point: Point) -> Double { (2 * point.x).rounded(.down) }
    var kept: [Point] = []
    var start = 0
    while start < points.count {
      var (end, lowest, highest) = (start, start, start)
      while end < points.count && column(points[end]) == column(points[start]) {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      kept += Set([start, lowest, highest, end - 1]).sorted().map { points[$0] }
      start = end
    }
    return kept
  }

  private func thinned(_ points: [Point]) -> [Point] {
    guard let last = points.last else { return [] }
    var kept = [points[0]]
    for point in points.dropFirst() {
      let previous = kept[kept.count - 1]
      if abs(point.x - previous.x) + abs(point.y - previous.y) > 0.15 { kept.append(point) }
    }
    if kept[kept.count - 1] != last { kept.append(last) }
    return kept
  }
}

/// Cuts a polyline into dashes along its length. Patterns whose sum is not positive, and lines that
/// would need more than 100 000 dashes, stay solid.
func dashed(_ points: [Point], pattern: [Double]) -> [[Point]] {
  let period = pattern.reduce(0, +)
  let length = zip(points, points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
  guard period > 0, pattern.allSatisfy({ $0 >= 0 }), length / period < 100_000, points.count > 1
  else {
    return [points]
  }
  var pen = DashPen(pattern: pattern)
  for (a, b) in zip(points, points.dropFirst()) { pen.draw(from: a, to: b) }
  return pen.finish()
}

func distance(_ a: Point, _ b: Point) -> Double {
  let (x, y) = (b.x - a.x, b.y - a.y)
  return (x * x + y * y).squareRoot()
}

private struct DashPen {
  let pattern: [Double]
  private var finished: [[Point]] = []
  private var current: [Point] = []
  private var index = 0
  private var left: Double

  init(pattern: [Double]) {
    self.pattern = pattern
    left = pattern[0]
  }

  private var isDown: Bool { index.isMultiple(of: 2) }

  mutating func draw(from a: Point, to b: Point) {
    let length = distance(a, b)
    guard length > 0 else { return }
    var done = 0.0
    if isDown && current.isEmpty { current = [a] }
    while length - done > left {
      done += left
      let here = Point(a.x + (b.x - a.x) * done / length, a.y + (b.y - a.y) * done / length)
      turn(at: here)
    }
    left -= length - done
    if isDown { current.append(b) }
  }

  private mutating func turn(at point: Point) {
    if isDown {
      finished.append(current + [point])
      current = []
    } else {
      current = [point]
    }
    index = (index + 1) % (pattern.count.isMultiple(of: 2) ? pattern.count : 2 * pattern.count)
    left = pattern[index % pattern.count]
  }

  consuming func finish() -> [[Point]] {
    current.isEmpty ? finished : finished + [current]
  }
}
