import Glibc

/// x where it is positive, else alpha (exp(x) - 1), element by element (Clevert et al. 2015).
public struct ELU: ElementwiseLayer {
  public static let operation = "elu"

  /// 0..<100: what large negative numbers tend to is -alpha.
  public let alpha: Double
  private let factor: Float

  public init(alpha: Double = 1) { (self.alpha, factor) = (alpha, Float(alpha)) }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
    self.init(
      alpha: try attributes.number("alpha", of: Self.operation, in: 0..<100, default: 1))
  }

  public var attributes: [String: Attribute] { ["alpha": .number(alpha)] }

  /// expm1 keeps the digits of small numbers.
  public func value(at x: Float) -> Float { x > 0 ? x : factor * expm1f(x) }
  public func slope(x: Float, y: Float) -> Float { x > 0 ? 1 : y + factor }
}
