/// How many values of a mark a chart cannot show.
public struct DroppedValues: Equatable, Sendable {
  /// Missing, not finite, or not above zero on a logarithmic axis.
  public var unplaced = 0
  /// Beyond the limits of an axis.
  public var outside = 0
  public var all = 0

  public init() {}

  static func + (a: DroppedValues, b: DroppedValues) -> DroppedValues {
    var sum = a
    sum.unplaced += b.unplaced
    sum.outside += b.outside
    sum.all += b.all
    return sum
  }

  /// Of the points of a series.
  init(x: [Double], y: [Double], in frame: Frame) {
    all = min(x.count, y.count)
    for (x, y) in zip(x, y) {
      let (across, up) = (frame.xScale.position(of: x), frame.yScale.position(of: y))
      if !across.isFinite || !up.isFinite {
        unplaced += 1
      } else if !Self.isOnAxis(across) || !Self.isOnAxis(up) {
        outside += 1
      }
    }
  }

  private static func isOnAxis(_ position: Double) -> Bool {
    position > -1e-9 && position < 1 + 1e-9
  }

  /// A line for the picture; nothing when nothing is missing.
  var note: String {
    var parts: [String] = []
    if unplaced > 0 { parts.append("\(unplaced) without a place on the axes") }
    if outside > 0 { parts.append("\(outside) beyond their limits") }
    return parts.isEmpty
      ? "" : "Not drawn, of \(all) values: " + parts.joined(separator: ", ")
  }
}
