/// Equal distances for equal differences.
public struct LinearScale: Scale, Equatable {
  public let domain: ClosedRange<Double>
  /// Whether only whole numbers get a tick.
  let isWhole: Bool

  /// A domain of no width is widened around its value; ends are kept within ±1e300.
  public init(domain: ClosedRange<Double>, isWhole: Bool = false) {
    self.domain = Self.widened(domain)
    self.isWhole = isWhole
  }

  /// The domain that shows the values with a margin of `margin` of their span at each end that is
  /// not an anchor, and the part `headroom` (0 … 0.5) of the axis free at the high end.
  public init(
    showing extent: Extent, margin: Double = 0.05, headroom: Double = 0, isWhole: Bool = false
  ) {
    guard !extent.isEmpty else {
      self.init(domain: 0...1)
      return
    }
    let bounded = Self.widened(extent.minimum...extent.maximum)
    let room = (bounded.upperBound - bounded.lowerBound) * margin
    let low =
      extent.anchors.contains(bounded.lowerBound) ? bounded.lowerBound : bounded.lowerBound - room
    let head = (bounded.upperBound - low) * freeShare(headroom)
    let isAnchored = extent.anchors.contains(bounded.upperBound)
    self.init(
      domain: low...(isAnchored ? bounded.upperBound : bounded.upperBound + max(room, head)),
      isWhole: isWhole)
  }

  public func position(of value: Double) -> Double {
    (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  public func value(at position: Double) -> Double {
    domain.lowerBound + (domain.upperBound - domain.lowerBound) * position
  }

  public func ticks(atMost count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let step = TickStep.smallest(for: domain, atMost: count)
    let isTooFine = isWhole && step.exponent < 0
    return (isTooFine ? TickStep(factor: 1, exponent: 0) : step).multiples(in: domain)
  }

  /// None: the eye divides equal steps well enough.
  public func minorTicks(between ticks: [Double]) -> [Double] { [] }

  public func labels(for ticks: [Double], format: TickFormat) -> [String] {
    format.labels(for: ticks)
  }

  /// Never narrower than a billionth of its magnitude, where Double differences would show as
  /// steps.
  private static func widened(_ domain: ClosedRange<Double>) -> ClosedRange<Double> {
    let low = min(max(domain.lowerBound, -1e300), 1e300)
    let high = min(max(domain.upperBound, low), 1e300)
    let magnitude = max(abs(low), abs(high))
    if high - low > magnitude * 1e-9, high - low > 1e-300 { return low...high }
    let room = magnitude > 1e-290 ? magnitude * 0.1 : 1
    return (low - room)...(high + room)
  }
}

/// What must be added to a span so that `headroom` of the sum is free.
func freeShare(_ headroom: Double) -> Double {
  let part = min(max(headroom, 0), 0.5)
  return part / (1 - part)
}
