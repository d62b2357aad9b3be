import Glibc

/// 1 / (1 + exp(-x)), element by element.
public struct Sigmoid: ElementwiseLayer {
  public static let operation = "sigmoid"

  public init() {}
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
  }

  public var attributes: [String: Attribute] { [:] }

  /// exp(-x) may be infinite, which gives 0.
  public func value(at x: Float) -> Float { 1 / (1 + expf(-x)) }
  public func slope(x: Float, y: Float) -> Float { y * (1 - y) }
}
