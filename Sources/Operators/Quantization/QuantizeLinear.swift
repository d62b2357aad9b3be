import Tensors

/// round(x / scale) + zero point, kept within the type of the zero point.
struct QuantizeLinear: Operator {
  static let names = ["QuantizeLinear"]

  let axis: Int
  let blockSize: Int
  let outputType: ElementType?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 1)
    blockSize = try node.integer("block_size", default: 0)
    // Whole numbers always saturate; the switch is for 8-bit floats.
    _ = try node.flag("saturate", default: true)
    // The quotient is computed with 32 bits.
    _ = try node.integer("precision")
    outputType = try QuantizationBlocks.type(ofNumber: node.integer("output_dtype", default: 0))
    guard blockSize >= 0 else { throw OperatorError("block_size=\(blockSize) is negative") }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let tensor = try inputs.required(0)
    guard tensor.type.isFloat || tensor.type == .int32 else {
      throw OperatorError("does not quantize \(tensor.type)")
    }
    let scales = try inputs.reals(1, as: Float.self)
    let blocks = try QuantizationBlocks(
      tensor.shape, scales: scales.shape, axis: axis, blockSize: blockSize)
    let zeroPoint = inputs[2]
    let zeros = try QuantizationBlocks.zeros(zeroPoint, like: scales.shape)
    var values: [Float] = Inputs.values(tensor)
    var offsets = [Int](repeating: 0, count: zeros == nil ? 0 : values.count)
    for index in values.indices {
      let block = blocks(index)
      values[index] /= scales.values[block]
      if let zeros { offsets[index] = zeros[block] }
    }
    func quantized<Integer: FixedWidthInteger & TensorElement>(_ type: Integer.Type) -> TypedTensor
    {
      TypedTensor(
        shape: tensor.shape,
        values.indices.map {
          QuantizedValues.rounded(values[$0], offsets.isEmpty ? 0 : offsets[$0], type)
        })
    }
    switch zeroPoint?.type ?? outputType ?? .uint8 {
    case .int8: return [quantized(Int8.self)]
    case .uint8: return [quantized(UInt8.self)]
    case .int16: return [quantized(Int16.self)]
    case .uint16: return [quantized(UInt16.self)]
    case let type: throw OperatorError("does not quantize to \(type)")
    }
  }
}

/// Bytes, their scale and their zero point (`DynamicQuantization`).
struct DynamicQuantizeLinear: Operator {
  static let names = ["DynamicQuantizeLinear"]

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).reals(0, as: Float.self)
    let quantization = DynamicQuantization(of: input.values)
    return [
      TypedTensor(shape: input.shape, input.values.map(quantization.quantized)),
      TypedTensor(shape: [], [quantization.scale]),
      TypedTensor(shape: [], [quantization.zeroPoint]),
    ]
  }
}
