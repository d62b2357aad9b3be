import Tensors

/// Convolution of 8-bit numbers, less their zero points, into 32 bits.
struct ConvInteger: Operator {
  static let names = ["ConvInteger"]

  let convolution: Convolution

  init(_ node: inout OperatorNode) throws(OperatorError) { convolution = try Convolution(&node) }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let sums = try Self.sums(
      convolution, inputs.required(0), zeroPoint: inputs[2], inputs.required(1),
      zeroPoint: inputs[3])
    return [TypedTensor(shape: sums.shape, sums.values.map { Int32(clamping: Int($0)) })]
  }

  /// Sums are whole: exact as floats below 2^24, as doubles below 2^53.
  static func sums(
    _ convolution: Convolution, _ input: TypedTensor, zeroPoint: TypedTensor?,
    _ weights: TypedTensor, zeroPoint weightZero: TypedTensor?
  ) throws(OperatorError) -> RealTensor<Double> {
    let zeros = weightZero.map { zero in
      zero.count == weights.shape.first && zero.count > 1
        ? zero.reshaped([zero.count] + weights.shape.dropFirst().map { _ in 1 }) : zero
    }
    let x = try QuantizedValues.centered(input, zeroPoint: zeroPoint)
    let w = try QuantizedValues.centered(weights, zeroPoint: zeros)
    let depth = weights.shape.isEmpty ? 0 : Axes.product(weights.shape[1...])
    guard depth >= 1 << 24 / (255 * 255) else {
      let sums = try convolution.outputs(
        of: RealTensor(shape: input.shape, values: x.map { Float($0) }),
        weights: RealTensor(shape: weights.shape, values: w.map { Float($0) }), bias: nil)
      return RealTensor(shape: sums.shape, values: sums.values.map { Double($0) })
    }
    return try convolution.outputs(
      of: RealTensor(shape: input.shape, values: x.map { Double($0) }),
      weights: RealTensor(shape: weights.shape, values: w.map { Double($0) }), bias: nil)
  }
}

/// The same with scales: quantized images and weights, quantized output.
struct QLinearConv: Operator {
  static let names = ["QLinearConv"]

  let convolution: Convolution

  init(_ node: inout OperatorNode) throws(OperatorError) { convolution = try Convolution(&node) }

  /// Inputs: x, its scale and zero point; weights, theirs (one, or one for each output channel);
  /// the output's; a bias in units of both scales.
  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let weights = try inputs.required(3)
    let sums = try ConvInteger.sums(
      convolution, inputs.required(0), zeroPoint: inputs.required(2), weights,
      zeroPoint: inputs.required(5))
    let channels = sums.shape[1]
    let inputScale = try inputs.vector(1, as: Float.self, count: 1)[0]
    let outputScale = try inputs.vector(6, as: Float.self, count: 1)[0]
    let scales = try inputs.reals(4, as: Float.self).values
    let bias = try inputs.optionalIntegers(8)
    guard [1, channels].contains(scales.count), bias?.count ?? channels == channels else {
      throw OperatorError("scales or bias do not fit \(channels) channels")
    }
    let size = Axes.product(sums.shape[2...])
    var real = sums.values.map { Float($0) }
    for index in real.indices {
      let channel = index / size % channels
      let whole = sums.values[index] + Double(bias?[channel] ?? 0)
      let scale = scales[scales.count == 1 ? 0 : channel]
      real[index] = Float(whole) * (inputScale * scale / outputScale)
    }
    return [
      try QuantizedValues.rounded(real, shape: sums.shape, zeroPoint: inputs.required(7))
    ]
  }
}
