/// Named places 0, 1, 2 … at equal distances, half a place of room at both ends.
public struct CategoryScale: Scale, Equatable {
  public let names: [String]

  public init(names: [String]) { self.names = names }

  public var domain: ClosedRange<Double> { -0.5...(Double(max(1, names.count)) - 0.5) }

  public func position(of value: Double) -> Double {
    LinearScale(domain: domain).position(of: value)
  }

  public func value(at position: Double) -> Double {
    LinearScale(domain: domain).value(at: position)
  }

  /// Every n-th name if they are too many.
  public func ticks(atMost count: Int) -> [Double] {
    guard count > 0, !names.isEmpty else { return [] }
    let step = (names.count + count - 1) / count
    return stride(from: 0, to: names.count, by: step).map(Double.init)
  }

  public func minorTicks(between ticks: [Double]) -> [Double] { [] }

  public func labels(for ticks: [Double], format: TickFormat) -> [String] {
    ticks.map { tick in
      guard tick > -0.5, tick < Double(names.count) - 0.5 else { return "" }
      return names[Int(tick.rounded())]
    }
  }
}
