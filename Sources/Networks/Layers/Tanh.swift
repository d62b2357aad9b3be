import Glibc

/// The hyperbolic tangent, element by element.
public struct Tanh: ElementwiseLayer {
  public static let operation = "tanh"

  public init() {}
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
  }

  public var attributes: [String: Attribute] { [:] }

  public func value(at x: Float) -> Float { tanhf(x) }
  public func slope(x: Float, y: Float) -> Float { 1 - y * y }
}
