/// What a set of numbers spans, gathered one by one; numbers that are not finite do not count.
public struct Extent: Equatable, Sendable {
  public private(set) var minimum = Double.infinity
  public private(set) var maximum = -Double.infinity
  /// What a logarithmic axis may start from.
  public private(set) var smallestPositive = Double.infinity
  /// Whether all numbers so far are whole: steps between them mean nothing then.
  public private(set) var isWhole = true
  /// Where an axis may end without a margin: the base of bars, the outer edges of a histogram.
  public private(set) var anchors: [Double] = []

  public init() {}

  public init(_ values: some Sequence<Double>) {
    for value in values { include(value) }
  }

  public var isEmpty: Bool { minimum > maximum }

  public mutating func include(_ value: Double) {
    guard value.isFinite else { return }
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    if value > 0 { smallestPositive = min(smallestPositive, value) }
    if value != value.rounded() { isWhole = false }
  }

  /// Includes a value at which the axis may end without a margin.
  public mutating func anchor(_ value: Double) {
    guard value.isFinite else { return }
    include(value)
    anchors.append(value)
  }

  public mutating func formUnion(_ other: Extent) {
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    smallestPositive = min(smallestPositive, other.smallestPositive)
    anchors += other.anchors
    isWhole = isWhole && other.isWhole
  }
}
