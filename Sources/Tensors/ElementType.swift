/// What the elements of a tensor are. Training and compression compute with `float32` alone; the
/// others are what a network's inputs, outputs and values between layers may be: token numbers,
/// indices, pixels, conditions, and whatever else other programs write into model files.
public enum ElementType: String, Sendable, CaseIterable {
  case float32, float64, float16
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case bool

  /// Bytes of one element.
  public var bytes: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .float16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  public var isFloat: Bool { [.float32, .float64, .float16].contains(self) }
}
