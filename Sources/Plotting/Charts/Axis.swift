/// What is to be said along one side of a chart.
public struct Axis: Sendable {
  public enum Kind: Sendable { case linear, log }

  public var label: String
  public var scale: Kind
  public var format: TickFormat
  /// Where the axis starts and ends; nil to follow the data.
  public var minimum: Double?
  public var maximum: Double?
  public var showsGrid: Bool
  /// Names of the places 0, 1, 2 …, for marks that have none of their own.
  public var categories: [String] = []

  public init(
    label: String = "", scale: Kind = .linear, format: TickFormat = .number, minimum: Double? = nil,
    maximum: Double? = nil, showsGrid: Bool = true
  ) {
    self.label = label
    self.scale = scale
    self.format = format
    self.minimum = minimum
    self.maximum = maximum
    self.showsGrid = showsGrid
  }

  /// Throws `badLimits` when the limits are not finite, not ascending, or not positive on a
  /// logarithmic axis.
  public func check(_ name: String) throws(PlottingError) {
    for limit in [minimum, maximum].compactMap({ $0 }) {
      guard limit.isFinite else { throw .badLimits(axis: name, reason: "must be finite") }
      if scale == .log && limit <= 0 {
        throw .badLimits(axis: name, reason: "must be above 0 on a logarithmic axis, not \(limit)")
      }
    }
    if let minimum, let maximum, minimum >= maximum {
      throw .badLimits(axis: name, reason: "\(minimum) is not below \(maximum)")
    }
  }

  /// The scale that shows `extent`, or the categories if there are any: its own before those of
  /// marks. Limits win over data.
  func resolved(for extent: Extent, categories: [String], headroom: Double = 0) -> any Scale {
    if !self.categories.isEmpty { return CategoryScale(names: self.categories) }
    if !categories.isEmpty { return CategoryScale(names: categories) }
    var extent = extent
    if let minimum { extent = extent.starting(at: minimum) }
    if let maximum { extent = extent.ending(at: maximum) }
    switch scale {
    case .linear:
      return LinearScale(
        showing: extent, headroom: headroom, isWhole: format == .number && extent.isWhole)
    case .log: return LogScale(showing: extent, headroom: headroom)
    }
  }
}

extension Extent {
  /// Cut or stretched to start at `value`, without a margin there.
  func starting(at value: Double) -> Extent {
    var result = Extent()
    result.anchor(value)
    for old in anchors where old > value { result.anchor(old) }
    if maximum > value {
      result.include(maximum)
    } else {
      result.include(value + max(1, abs(value)))
    }
    return result
  }

  /// Cut or stretched to end at `value`, without a margin there.
  func ending(at value: Double) -> Extent {
    var result = Extent()
    result.anchor(value)
    for old in anchors where old < value { result.anchor(old) }
    if smallestPositive < value { result.include(smallestPositive) }
    if minimum < value { result.include(minimum) }
    if result.minimum == value {
      result.include(value > 0 ? value / 2 : value - max(1, abs(value)))
    }
    return result
  }
}
