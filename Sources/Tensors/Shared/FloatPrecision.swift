/// How many bits a stored number keeps.
public enum FloatPrecision: Int, Sendable, CaseIterable {
  case float16 = 16
  case float32 = 32

  /// The largest finite number.
  public var largest: Float {
    self == .float16 ? Float(Float16.greatestFiniteMagnitude) : .greatestFiniteMagnitude
  }

  /// The nearest representable number (ties to even).
  public func rounded(_ value: Float) -> Float {
    switch self {
    case .float16: Float(Float16(value))
    case .float32: value
    }
  }
}
