import Tensors

/// onnx.TensorProto.DataType
enum ONNXType: Int {
  case float = 1
  case uint8 = 2
  case int8 = 3
  case uint16 = 4
  case int16 = 5
  case int32 = 6
  case int64 = 7
  case bool = 9
  case float16 = 10
  case double = 11
  case uint32 = 12
  case uint64 = 13

  private static let elements: [(ONNXType, ElementType)] = [
    (.float, .float32), (.double, .float64), (.float16, .float16),
    (.int8, .int8), (.int16, .int16), (.int32, .int32), (.int64, .int64),
    (.uint8, .uint8), (.uint16, .uint16), (.uint32, .uint32), (.uint64, .uint64),
    (.bool, .bool),
  ]

  init(_ element: ElementType) { self = Self.elements.first { $0.1 == element }?.0 ?? .float }

  var element: ElementType { Self.elements.first { $0.0 == self }?.1 ?? .float32 }
}
