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

  /// onnx.TensorProto.DataType; nil for strings, complex numbers and the small floats.
  init?(code: Int) {
    let types: [Int: ElementType] = [
      1: .float32, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .bool,
      10: .float16, 11: .float64, 12: .uint32, 13: .uint64,
    ]
    guard let type = types[code] else { return nil }
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
