import Tensors

/// What a tensor is to the formats of arrays alone, .npy and .safetensors.
struct ArrayType: Sendable {
  let element: ElementType
  /// NumPy's name without the byte order: "f4".
  let numpy: String
  let safetensors: String

  static let all: [ArrayType] = [
    .init(element: .float16, numpy: "f2", safetensors: "F16"),
    .init(element: .float32, numpy: "f4", safetensors: "F32"),
    .init(element: .float64, numpy: "f8", safetensors: "F64"),
    .init(element: .int8, numpy: "i1", safetensors: "I8"),
    .init(element: .int16, numpy: "i2", safetensors: "I16"),
    .init(element: .int32, numpy: "i4", safetensors: "I32"),
    .init(element: .int64, numpy: "i8", safetensors: "I64"),
    .init(element: .uint8, numpy: "u1", safetensors: "U8"),
    .init(element: .uint16, numpy: "u2", safetensors: "U16"),
    .init(element: .uint32, numpy: "u4", safetensors: "U32"),
    .init(element: .uint64, numpy: "u8", safetensors: "U64"),
    .init(element: .bool, numpy: "b1", safetensors: "BOOL"),
  ]

  static func of(_ element: ElementType) -> ArrayType {
    all.first { $0.element == element } ?? all[1]
  }

  /// "<f4", little-endian; one byte has no order.
  var descriptor: String { (element.bytes == 1 ? "|" : "<") + numpy }
}

extension TypedTensor {
  /// The elements as files have them, least significant byte first.
  var bytes: [UInt8] { elements.visit(Bytes()) }

  private struct Bytes: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> [UInt8] {
      #if _endian(big)
        elements.flatMap { element in withUnsafeBytes(of: element) { $0.reversed() } }
      #else
        elements.withUnsafeBytes(Array.init)
      #endif
    }
  }

  /// From bytes as files have them. Precondition: as many as the shape needs.
  init(shape: [Int], type: ElementType, bytes: ArraySlice<UInt8>, isBigEndian: Bool = false) {
    let count = shape.reduce(1, *)
    func numbers<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) -> [Number] {
      let numbers = LittleEndian.numbers(bytes.prefix(count * MemoryLayout<Number>.size), type)
      return isBigEndian ? numbers.map(\.byteSwapped) : numbers
    }
    let elements: Elements =
      switch type {
      case .float32:
        isBigEndian
          ? .float32(numbers(UInt32.self).map(Float.init(bitPattern:)))
          : .float32(LittleEndian.floats(bytes.prefix(4 * count)))
      case .float64: .float64(numbers(UInt64.self).map(Double.init(bitPattern:)))
      case .float16: .float16(numbers(UInt16.self).map(Float16.init(bitPattern:)))
      case .int8: .int8(bytes.map { Int8(bitPattern: $0) })
      case .int16: .int16(numbers(Int16.self))
      case .int32: .int32(numbers(Int32.self))
      case .int64: .int64(numbers(Int64.self))
      case .uint8: .uint8(Array(bytes))
      case .uint16: .uint16(numbers(UInt16.self))
      case .uint32: .uint32(numbers(UInt32.self))
      case .uint64: .uint64(numbers(UInt64.self))
      case .bool: .bool(bytes.map { $0 != 0 })
      }
    self.init(shape: shape, elements)
  }
}
