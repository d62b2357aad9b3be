/// What can be an element of a tensor.
public protocol TensorElement: Sendable, Hashable, BitwiseCopyable {
  static var type: ElementType { get }
  static func elements(_ array: [Self]) -> TypedTensor.Elements
  /// The array when the elements are of this type.
  static func array(_ elements: TypedTensor.Elements) -> [Self]?
  /// Zero, or false.
  static var zero: Self { get }
  /// As a double: true is 1; whole numbers beyond 2^53 are rounded.
  var number: Double { get }
  /// As a whole number: truncated toward zero, kept within 64 bits; true is 1.
  var wholeNumber: Int { get }
}

extension TensorElement where Self: BinaryInteger {
  public var number: Double { Double(self) }
  public var wholeNumber: Int { Int(clamping: self) }
}

extension TensorElement where Self: BinaryFloatingPoint {
  public var number: Double { Double(self) }
  public var wholeNumber: Int {
    let whole = Double(self).rounded(.towardZero)
    return Int(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? Int.min : Int.max)
  }
}

extension Float: TensorElement {
  public static let type = ElementType.float32
  public static func elements(_ array: [Float]) -> TypedTensor.Elements { .float32(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Float]? {
    if case .float32(let array) = elements { array } else { nil }
  }
}

extension Double: TensorElement {
  public static let type = ElementType.float64
  public static func elements(_ array: [Double]) -> TypedTensor.Elements { .float64(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Double]? {
    if case .float64(let array) = elements { array } else { nil }
  }
}

extension Float16: TensorElement {
  public static let type = ElementType.float16
  public static func elements(_ array: [Float16]) -> TypedTensor.Elements { .float16(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Float16]? {
    if case .float16(let array) = elements { array } else { nil }
  }
}

extension Int8: TensorElement {
  public static let type = ElementType.int8
  public static func elements(_ array: [Int8]) -> TypedTensor.Elements { .int8(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Int8]? {
    if case .int8(let array) = elements { array } else { nil }
  }
}

extension Int16: TensorElement {
  public static let type = ElementType.int16
  public static func elements(_ array: [Int16]) -> TypedTensor.Elements { .int16(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Int16]? {
    if case .int16(let array) = elements { array } else { nil }
  }
}

extension Int32: TensorElement {
  public static let type = ElementType.int32
  public static func elements(_ array: [Int32]) -> TypedTensor.Elements { .int32(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Int32]? {
    if case .int32(let array) = elements { array } else { nil }
  }
}

extension Int64: TensorElement {
  public static let type = ElementType.int64
  public static func elements(_ array: [Int64]) -> TypedTensor.Elements { .int64(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Int64]? {
    if case .int64(let array) = elements { array } else { nil }
  }
}

extension UInt8: TensorElement {
  public static let type = ElementType.uint8
  public static func elements(_ array: [UInt8]) -> TypedTensor.Elements { .uint8(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [UInt8]? {
    if case .uint8(let array) = elements { array } else { nil }
  }
}

extension UInt16: TensorElement {
  public static let type = ElementType.uint16
  public static func elements(_ array: [UInt16]) -> TypedTensor.Elements { .uint16(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [UInt16]? {
    if case .uint16(let array) = elements { array } else { nil }
  }
}

extension UInt32: TensorElement {
  public static let type = ElementType.uint32
  public static func elements(_ array: [UInt32]) -> TypedTensor.Elements { .uint32(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [UInt32]? {
    if case .uint32(let array) = elements { array } else { nil }
  }
}

extension UInt64: TensorElement {
  public static let type = ElementType.uint64
  public static func elements(_ array: [UInt64]) -> TypedTensor.Elements { .uint64(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [UInt64]? {
    if case .uint64(let array) = elements { array } else { nil }
  }
}

extension Bool: TensorElement {
  public static let type = ElementType.bool
  public static let zero = false
  public var number: Double { self ? 1 : 0 }
  public var wholeNumber: Int { self ? 1 : 0 }
  public static func elements(_ array: [Bool]) -> TypedTensor.Elements { .bool(array) }
  public static func array(_ elements: TypedTensor.Elements) -> [Bool]? {
    if case .bool(let array) = elements { array } else { nil }
  }
}
