import Language

/// Where an axis starts and ends: `[low, high]`, none for an end that follows the data; or a range.
struct AxisLimits: ValueConvertible {
  var low: Double?
  var high: Double?

  static var typeDescription: String {
    "[low, high] with none for an end that follows the data, or a range"
  }

  init(low: Double? = nil, high: Double? = nil) { (self.low, self.high) = (low, high) }

  init(_ value: Value) throws {
    switch value {
    case .range(let range): self.init(low: range.first, high: range.last)
    case .list(let ends) where ends.count == 2:
      self.init(low: try Double?(ends[0]), high: try Double?(ends[1]))
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { .list([low.asValue, high.asValue]) }
}
