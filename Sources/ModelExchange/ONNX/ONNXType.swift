import Tensors

/// onnx.TensorProto.DataType
enum ONNXType: Int {
  case float = 1
  case uint8 = 2
  case uint16 = 4
  case int32 = 6
  case int64 = 7
  case bool = 9

  init(_ element: ElementType) {
    switch element {
    case .float32: self = .float
    case .int32: self = .int32
    case .int64: self = .int64
    case .uint8: self = .uint8
    case .bool: self = .bool
    }
  }
}
