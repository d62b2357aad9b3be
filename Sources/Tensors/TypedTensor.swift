/// A dense array of any element type in row-major order: a value of a network. `Tensor` is the one
/// of 32-bit floats, and changes into this type and back without a copy.
public struct TypedTensor: Sendable, Equatable {
  public enum Elements: Sendable, Equatable {
    case float32([Float])
    case int32([Int32])
    case int64([Int64])
    case uint8([UInt8])
    case bool([Bool])

    public var type: ElementType {
      switch self {
      case .float32: .float32
      case .int32: .int32
      case .int64: .int64
      case .uint8: .uint8
      case .bool: .bool
      }
    }

    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .int32(let values): values.count
      case .int64(let values): values.count
      case .uint8(let values): values.count
      case .bool(let values): values.count
      }
    }
  }

  /// Extents, outermost first; [] is a scalar with one element.
  public let shape: [Int]
  public let elements: Elements

  /// Precondition: as many elements as the shape holds. Sizes that come from files are checked by
  /// their readers.
  public init(shape: [Int], _ elements: Elements) {
    precondition(
      shape.reduce(1, *) == elements.count, "\(elements.count) elements do not fill shape \(shape)")
    (self.shape, self.elements) = (shape, elements)
  }

  public init(_ tensor: Tensor) { self.init(shape: tensor.shape, .float32(tensor.values)) }

  public var type: ElementType { elements.type }
  public var count: Int { elements.count }

  /// The tensor of floats that this one is; nil for every other element type.
  public var tensor: Tensor? {
    guard case .float32(let values) = elements else { return nil }
    return Tensor(shape: shape, values: values)
  }

  /// Every element as a whole number: true is 1. nil for floats.
  public var integers: [Int]? {
    switch elements {
    case .float32: nil
    case .int32(let values): values.map(Int.init)
    case .int64(let values): values.map(Int.init)
    case .uint8(let values): values.map(Int.init)
    case .bool(let values): values.map { $0 ? 1 : 0 }
    }
  }
}
