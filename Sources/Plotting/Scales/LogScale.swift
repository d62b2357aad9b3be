import Glibc

/// Equal distances for equal ratios; only positive values have a position.
public struct LogScale: Scale, Equatable {
  public let domain: ClosedRange<Double>

  /// Ends that are not positive are replaced: the low one by a thousandth of the high one, the high
  /// one by 10. Both are kept within 1e-300 … 1e300.
  public init(domain: ClosedRange<Double>) {
    let high = domain.upperBound > 0 ? Self.bounded(domain.upperBound) : 10
    let low = Self.bounded(domain.lowerBound > 0 ? domain.lowerBound : high / 1000)
    self.domain = log10(high) - log10(low) > 1e-6 ? low...high : (low / 2)...(low * 2)
  }

  /// The domain that shows the positive values with a margin of `margin` of their span at each end
  /// not an anchor, and the part `headroom` (0 … 0.5) of the axis free at the high end.
  public init(showing extent: Extent, margin: Double = 0.05, headroom: Double = 0) {
    guard extent.maximum > 0, extent.smallestPositive.isFinite else {
      self.init(domain: 1...10)
      return
    }
    let inner = LogScale(domain: extent.smallestPositive...extent.maximum)
    let span = inner.highDecade - inner.lowDecade
    let room = max(0.05, span * margin)
    let isAnchoredLow = extent.anchors.contains(inner.domain.lowerBound)
    let isAnchoredHigh = extent.anchors.contains(inner.domain.upperBound)
    let low =
      isAnchoredLow ? inner.domain.lowerBound : Self.bounded(pow(10, inner.lowDecade - room))
    let head = max(room, (span + room) * freeShare(headroom))
    let high =
      isAnchoredHigh ? inner.domain.upperBound : Self.bounded(pow(10, inner.highDecade + head))
    self.init(domain: low...high)
  }

  private static func bounded(_ value: Double) -> Double { min(max(value, 1e-300), 1e300) }

  private var lowDecade: Double { log10(domain.lowerBound) }
  private var highDecade: Double { log10(domain.upperBound) }

  public func position(of value: Double) -> Double {
    value > 0 ? (log10(value) - lowDecade) / (highDecade - lowDecade) : .nan
  }

  public func value(at position: Double) -> Double {
    pow(10, lowDecade + (highDecade - lowDecade) * position)
  }

  /// 1, 2, 5 of each decade if they are few enough; else powers of ten, every n-th if they are
  /// many; round numbers if the domain holds less than that.
  public func ticks(atMost count: Int) -> [Double] {
    guard count > 0 else { return [] }
    let decades = multiples(of: [1])
    // Within less than a decade every digit counts.
    let digits = decades.count < 2 ? [[1, 2, 3, 4, 5, 6, 7, 8, 9]] : [] as [[Double]]
    for factors in digits + [[1, 2, 5], [1, 3]] {
      let finer = multiples(of: factors)
      if finer.count >= 3 && finer.count <= count { return finer }
    }
    if decades.count >= 2 { return thinned(decades, atMost: count) }
    return LinearScale(domain: domain).ticks(atMost: min(count, 5)).filter { $0 > 0 }
  }

  /// 2 … 9 of each decade while they are fewer than a hundred; else each decade.
  public func minorTicks(between ticks: [Double]) -> [Double] {
    let decades = multiples(of: [1])
    let fine = decades.count <= 11 ? multiples(of: [1, 2, 3, 4, 5, 6, 7, 8, 9]) : decades
    return fine.filter { !ticks.contains($0) }
  }

  public func labels(for ticks: [Double], format: TickFormat) -> [String] {
    let isPlain = ticks.allSatisfy { $0 >= 0.9e-3 && $0 < 1e5 }
    return ticks.map { tick in
      if format == .number && !isPlain { return NumberText.scientific(tick) }
      return format.labels(for: [tick])[0]
    }
  }

  /// The factors times each power of ten, inside the domain; ends missed by a rounding error count.
  private func multiples(of factors: [Double]) -> [Double] {
    let low = domain.lowerBound * (1 - 1e-9)
    let high = domain.upperBound * (1 + 1e-9)
    var values: [Double] = []
    for exponent in Int(floor(lowDecade - 1e-9))...Int(ceil(highDecade)) {
      for factor in factors {
        let value =
          exponent < 0 ? factor / pow(10, Double(-exponent)) : factor * pow(10, Double(exponent))
        if value >= low && value <= high { values.append(value) }
      }
    }
    return values
  }

  /// Every n-th power, n round, counted from 10⁰.
  private func thinned(_ decades: [Double], atMost count: Int) -> [Double] {
    for step in [1, 2, 3, 5, 10, 20, 50, 100, 200] {
      let kept = decades.filter { Int(log10($0).rounded()).isMultiple(of: step) }
      if kept.count <= count { return kept }
    }
    return []
  }
}
