import Tensors

extension ElementType {
  /// That many zeros, or false.
  func zeros(_ count: Int) -> TypedTensor.Elements { none.visit(Zeros(count: count)) }

  private struct Zeros: ElementVisitor {
    let count: Int
    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      Element.elements([Element](repeating: .zero, count: count))
    }
  }

  /// No elements, of this type.
  var none: TypedTensor.Elements {
    switch self {
    case .float32: .float32([])
    case .float64: .float64([])
    case .float16: .float16([])
    case .int8: .int8([])
    case .int16: .int16([])
    case .int32: .int32([])
    case .int64: .int64([])
    case .uint8: .uint8([])
    case .uint16: .uint16([])
    case .uint32: .uint32([])
    case .uint64: .uint64([])
    case .bool: .bool([])
    }
  }

  /// onnx.TensorProto.DataType of each.
  private static let codes: [ElementType: Int] = [
    .float32: 1, .uint8: 2, .int8: 3, .uint16: 4, .int16: 5, .int32: 6, .int64: 7, .bool: 9,
    .float16: 10, .float64: 11, .uint32: 12, .uint64: 13,
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: codes.map { ($1, $0) })

  /// ONNX's number of the type.
  public var code: Int { Self.codes[self] ?? 0 }

  /// nil for numbers of other types: strings, complex numbers, the small floats.
  public init?(code: Int) {
    guard let type = Self.byCode[code] else { return nil }
    self = type
  }
}

extension OperatorNode {
  /// An attribute that names an element type; nil when the node does not have it.
  mutating func elementType(_ name: String) throws(OperatorError) -> ElementType? {
    guard let code = try integer(name) else { return nil }
    guard let type = ElementType(code: code) else {
      throw OperatorError("'\(name)' is element type \(code), which is not known")
    }
    return type
  }
}
