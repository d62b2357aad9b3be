import Tensors

/// x min(max(x / 6 + 1/2, 0), 1), element by element (Howard et al. 2019): SiLU of straight lines.
public struct HardSwish: ElementwiseLayer {
  public static let operation = "hard_swish"

  public init() {}
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
  }

  public var attributes: [String: Attribute] { [:] }

  public var activation: ActivationFunction? { .hardSwish }

  /// nan stays nan.
  public func value(at x: Float) -> Float {
    let gate = x * (1 / 6) + 0.5
    return x * (gate < 0 ? 0 : gate > 1 ? 1 : gate)
  }

  /// Between -3 and 3 the derivative of x² / 6 + x / 2.
  public func slope(x: Float, y: Float) -> Float { x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5 }
}
