import Tensors

/// A line between 0 and 1, element by element: min(max(slope x + offset, 0), 1). With slope 1/6 it
/// is the gate of MobileNetV3 (Howard et al. 2019).
public struct HardSigmoid: ElementwiseLayer {
  public static let operation = "hard_sigmoid"

  /// -100..<100, both.
  public let steepness: Double
  public let offset: Double
  private let line: (slope: Float, offset: Float)

  public init(slope: Double = 0.2, offset: Double = 0.5) {
    (steepness, self.offset) = (slope, offset)
    line = (Float(slope), Float(offset))
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    _ = try onlyFloats(inputs, of: Self.operation)
    self.init(
      slope: try attributes.number("slope", of: Self.operation, in: -100..<100, default: 0.2),
      offset: try attributes.number("offset", of: Self.operation, in: -100..<100, default: 0.5))
  }

  public var attributes: [String: Attribute] {
    ["slope": .number(steepness), "offset": .number(offset)]
  }

  public var activation: ActivationFunction? {
    .hardSigmoid(slope: line.slope, offset: line.offset)
  }

  /// nan stays nan.
  public func value(at x: Float) -> Float {
    let y = line.slope * x + line.offset
    return y < 0 ? 0 : y > 1 ? 1 : y
  }
  public func slope(x: Float, y: Float) -> Float { y > 0 && y < 1 ? line.slope : 0 }
}
