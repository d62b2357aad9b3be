import Glibc

/// x / (1 + exp(-x)), element by element: the sigmoid-weighted linear unit, or swish (Ramachandran
/// et al. 2017).
public struct SiLU: ElementwiseLayer {
  public static let operation = "silu"

  public init() {}
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
  }

  public var attributes: [String: Attribute] { [:] }

  /// exp(-x) may be infinite, which gives -0.
  public func value(at x: Float) -> Float { x / (1 + expf(-x)) }

  /// σ (1 + x (1 - σ))
  public func slope(x: Float, y: Float) -> Float {
    let gate = 1 / (1 + expf(-x))
    return gate * (1 + x * (1 - gate))
  }
}
