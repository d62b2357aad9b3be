/// What the elements of a tensor are. Training and compression compute with `float32` alone; the
/// others are what a network's inputs, outputs and values between layers may be: token numbers,
/// indices, pixels, conditions.
public enum ElementType: String, Sendable, CaseIterable {
  case float32, int32, int64, uint8, bool

  /// Bytes of one element.
  public var bytes: Int {
    switch self {
    case .float32, .int32: 4
    case .int64: 8
    case .uint8, .bool: 1
    }
  }
}
