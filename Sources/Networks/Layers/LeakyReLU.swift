import Tensors

/// x where it is positive, else a fraction of it, element by element.
public struct LeakyReLU: ElementwiseLayer {
  public static let operation = "leaky_relu"

  /// The fraction, -100..<100.
  public let negativeSlope: Double
  private let factor: Float

  public init(negativeSlope: Double = 0.01) {
    (self.negativeSlope, factor) = (negativeSlope, Float(negativeSlope))
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
    self.init(
      negativeSlope: try attributes.number(
        "slope", of: Self.operation, in: -100..<100, default: 0.01))
  }

  public var attributes: [String: Attribute] { ["slope": .number(negativeSlope)] }

  public var activation: ActivationFunction? { .leaky(slope: factor) }

  public func value(at x: Float) -> Float { x > 0 ? x : factor * x }
  public func slope(x: Float, y: Float) -> Float { x > 0 ? 1 : factor }
}
