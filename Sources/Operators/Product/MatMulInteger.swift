import Tensors

/// Products of 8-bit numbers, less their zero points, into 32 bits.
struct MatMulInteger: Operator {
  static let names = ["MatMulInteger"]

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    return [
      try Self.product(
        inputs.required(0), zeroPoint: inputs[2], inputs.required(1),
        zeroPoint: inputs[3])
    ]
  }

  /// Zero points: one for all, or one for each row of the left and each column of the right.
  static func product(
    _ left: TypedTensor, zeroPoint leftZero: TypedTensor?, _ right: TypedTensor,
    zeroPoint rightZero: TypedTensor?
  ) throws(OperatorError) -> TypedTensor {
    let layout = try ProductLayout(left.shape, right.shape)
    let rowZeros = leftZero.map { zero in
      zero.shape.count == 1 && zero.count > 1 ? zero.reshaped([zero.count, 1]) : zero
    }
    return BatchedProduct.of(
      try QuantizedValues.centered(left, zeroPoint: rowZeros),
      try QuantizedValues.centered(right, zeroPoint: rightZero), layout)
  }
}

/// The same with scales: quantized factors, quantized product.
struct QLinearMatMul: Operator {
  static let names = ["QLinearMatMul"]

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (left, right) = (try inputs.required(0), try inputs.required(3))
    let sums = try MatMulInteger.product(
      left, zeroPoint: inputs.required(2), right, zeroPoint: inputs.required(5))
    let layout = try ProductLayout(left.shape, right.shape)
    let rowScales = try inputs.reals(1, as: Float.self)
    let columnScales = try inputs.reals(4, as: Float.self)
    let outputScale = try inputs.reals(6, as: Float.self)
    guard [1, layout.rows].contains(rowScales.count),
      [1, layout.columns].contains(columnScales.count), outputScale.count == 1
    else { throw OperatorError("scales are one each, or one for a row or column") }
    var real = sums.numbers.map { Float($0) }
    for index in real.indices {
      let row = rowScales.count == 1 ? 0 : index / layout.columns % layout.rows
      let column = columnScales.count == 1 ? 0 : index % layout.columns
      real[index] *= rowScales.values[row] * columnScales.values[column] / outputScale.values[0]
    }
    return [
      try QuantizedValues.rounded(real, shape: sums.shape, zeroPoint: inputs.required(7))
    ]
  }
}
