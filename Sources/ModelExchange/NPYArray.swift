/// An array as NumPy keeps it: a shape and elements of one type, row-major.
public struct NPYArray: Sendable, Equatable {
  public enum Elements: Sendable, Equatable {
    case float16([Float16])
    case float32([Float])
    case float64([Double])
    case uint8([UInt8])
    case int32([Int32])
    case int64([Int64])
  }

  public let shape: [Int]
  public let elements: Elements

  /// Precondition: as many elements as the shape holds.
  public init(shape: [Int], elements: Elements) {
    precondition(shape.reduce(1, *) == elements.count)
    (self.shape, self.elements) = (shape, elements)
  }

  /// The elements as 32-bit floats, rounded where they need it.
  public var floats: [Float] {
    switch elements {
    case .float16(let values): values.map(Float.init)
    case .float32(let values): values
    case .float64(let values): values.map { Float($0) }
    case .uint8(let values): values.map { Float($0) }
    case .int32(let values): values.map { Float($0) }
    case .int64(let values): values.map { Float($0) }
    }
  }
}

extension NPYArray.Elements {
  public var count: Int {
    switch self {
    case .float16(let values): values.count
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .uint8(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    }
  }

  /// NumPy's name of the type, little-endian.
  var descriptor: String {
    switch self {
    case .float16: "<f2"
    case .float32: "<f4"
    case .float64: "<f8"
    case .uint8: "|u1"
    case .int32: "<i4"
    case .int64: "<i8"
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .float16(let values): LittleEndian.bytes(values.map(\.bitPattern))
    case .float32(let values): LittleEndian.bytes(values)
    case .float64(let values): LittleEndian.bytes(values.map(\.bitPattern))
    case .uint8(let values): values
    case .int32(let values): LittleEndian.bytes(values)
    case .int64(let values): LittleEndian.bytes(values)
    }
  }
}
