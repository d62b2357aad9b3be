import Tensors

/// The nearest value within limits, element by element: ReLU6 is the clip to 0...6.
public struct Clip: ElementwiseLayer {
  public static let operation = "clip"

  /// nil: none.
  public let lowest: Double?
  public let highest: Double?
  private let range: (low: Float, high: Float)

  /// Precondition: `lowest` is not above `highest`.
  public init(lowest: Double?, highest: Double?) {
    (self.lowest, self.highest) = (lowest, highest)
    range = (lowest.map { Float($0) } ?? -.infinity, highest.map { Float($0) } ?? .infinity)
    precondition(range.low <= range.high)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
    let lowest = try Self.limit("low", attributes)
    let highest = try Self.limit("high", attributes)
    guard lowest ?? -.infinity <= highest ?? .infinity else {
      throw .badAttribute(
        operation: Self.operation, name: "low", reason: "must not be above 'high'")
    }
    self.init(lowest: lowest, highest: highest)
  }

  private static func limit(_ name: String, _ attributes: [String: Attribute]) throws(NetworkError)
    -> Double?
  {
    attributes[name] == nil ? nil : try attributes.number(name, of: operation, in: -1e30..<1e30)
  }

  public var attributes: [String: Attribute] {
    var result: [String: Attribute] = [:]
    result["low"] = lowest.map { .number($0) }
    result["high"] = highest.map { .number($0) }
    return result
  }

  public var activation: ActivationFunction? { .clip(low: range.low, high: range.high) }

  /// nan stays nan, so that a network that has diverged does not look healthy.
  public func value(at x: Float) -> Float {
    x < range.low ? range.low : x > range.high ? range.high : x
  }
  public func slope(x: Float, y: Float) -> Float { x > range.low && x < range.high ? 1 : 0 }
}
