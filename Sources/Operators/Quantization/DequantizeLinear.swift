import Tensors

/// (x - zero point) · scale
struct DequantizeLinear: Operator {
  static let names = ["DequantizeLinear"]

  let axis: Int
  let blockSize: Int
  let outputType: ElementType?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 1)
    blockSize = try node.integer("block_size", default: 0)
    outputType = try QuantizationBlocks.type(ofNumber: node.integer("output_dtype", default: 0))
    guard blockSize >= 0 else { throw OperatorError("block_size=\(blockSize) is negative") }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let tensor = try inputs.required(0)
    let scaleType = try inputs.required(1).type
    guard [.int8, .uint8, .int16, .uint16, .int32].contains(tensor.type),
      let integers = tensor.integers
    else { throw OperatorError("does not dequantize \(tensor.type)") }
    let scales = try inputs.reals(1, as: Float.self)
    let blocks = try QuantizationBlocks(
      tensor.shape, scales: scales.shape, axis: axis, blockSize: blockSize)
    if let zeroPoint = inputs[2], zeroPoint.type != tensor.type {
      throw OperatorError("the zero point is of type \(zeroPoint.type), not \(tensor.type)")
    }
    let zeros = try QuantizationBlocks.zeros(inputs[2], like: scales.shape)
    let values = integers.indices.map { index in
      let block = blocks(index)
      return Float(integers[index] - (zeros?[block] ?? 0)) * scales.values[block]
    }
    switch outputType ?? scaleType {
    case .float16: return [TypedTensor(shape: tensor.shape, values.map { Float16($0) })]
    case .float32: return [TypedTensor(shape: tensor.shape, values)]
    case let type: throw OperatorError("does not dequantize to \(type)")
    }
  }
}
