import Tensors

/// Whole numbers that stand for real ones: real = scale · (value - zero point).
enum QuantizedValues {
  /// value - zero point. The zero point is broadcast to the values.
  static func centered(_ tensor: TypedTensor, zeroPoint: TypedTensor?) throws(OperatorError)
    -> [Int32]
  {
    guard [.int8, .uint8].contains(tensor.type), let values = tensor.integers else {
      throw OperatorError("\(tensor.type) is no type of 8-bit numbers")
    }
    guard let zeroPoint else { return values.map { Int32($0) } }
    guard zeroPoint.type == tensor.type, let zeros = zeroPoint.integers else {
      throw OperatorError("the zero point is of type \(zeroPoint.type), not \(tensor.type)")
    }
    if zeros.count == 1 { return values.map { Int32($0 - zeros[0]) } }
    guard Shape.broadcast(zeroPoint.shape, tensor.shape) == tensor.shape else {
      throw OperatorError("zero points \(zeroPoint.shape) do not fit \(tensor.shape)")
    }
    let offsets = Shape.offsets(
      shape: tensor.shape,
      strides: Shape.broadcastStrides(of: zeroPoint.shape, to: tensor.shape))
    return zip(values, offsets).map { value, offset in Int32(value - zeros[offset]) }
  }

  /// Rounds half to even, adds the one zero point and keeps within its type.
  static func rounded(_ values: [Float], shape: [Int], zeroPoint: TypedTensor)
    throws(OperatorError) -> TypedTensor
  {
    guard zeroPoint.count == 1, let zero = zeroPoint.integers?.first else {
      throw OperatorError("the zero point is not one whole number")
    }
    switch zeroPoint.type {
    case .int8: return TypedTensor(shape: shape, values.map { rounded($0, zero, Int8.self) })
    case .uint8: return TypedTensor(shape: shape, values.map { rounded($0, zero, UInt8.self) })
    default: throw OperatorError("\(zeroPoint.type) is no type of 8-bit numbers")
    }
  }

  static func rounded<Real: BinaryFloatingPoint, Integer: FixedWidthInteger>(
    _ value: Real, _ zero: Int, _ type: Integer.Type
  ) -> Integer {
    // Beyond ±2^40 every type is at its end.
    let whole = value.rounded(.toNearestOrEven)
    guard !whole.isNaN else { return Integer(clamping: zero) }
    return Integer(clamping: Int(Swift.max(-0x1p40, Swift.min(0x1p40, whole))) + zero)
  }
}
