import Tensors

/// The LSTM of ONNX Runtime's dynamic quantization: weights are whole numbers, and what multiplies
/// them is rounded to bytes first, the input as a whole, the states at every step.
struct DynamicQuantizeLSTM: Operator {
  static let names = ["com.microsoft.DynamicQuantizeLSTM"]

  private let lstm: LSTM

  init(_ node: inout OperatorNode) throws(OperatorError) {
    var lstm = try LSTM(&node)
    lstm.roundsStates = true
    self.lstm = lstm
  }

  /// Inputs: those of LSTM, then scales and zero points of W and of R. Weights are
  /// [directions, inputs, 4 · hidden].
  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensors = Inputs(inputs)
    var x = try tensors.reals(0, as: Float.self)
    x.values = DynamicQuantization.rounded(x.values)
    var plain: [TypedTensor?] = [
      x.typed, try Self.weights(tensors, 1, scales: 8), try Self.weights(tensors, 2, scales: 10),
    ]
    plain += (3..<8).map { tensors[$0] }
    return try lstm.results(of: Inputs(plain), as: Float.self)
  }

  /// scale · (value - zero point) as [directions, 4 · hidden, inputs]; scales and zero points are
  /// one for each direction, or one for each of its outputs.
  private static func weights(_ inputs: Inputs, _ place: Int, scales: Int) throws(OperatorError)
    -> TypedTensor
  {
    let tensor = try inputs.required(place)
    guard tensor.shape.count == 3, let numbers = tensor.integers else {
      throw OperatorError("input \(place) is no whole numbers of rank 3")
    }
    let scale = try inputs.reals(scales, as: Float.self)
    let outputs = tensor.shape[2]
    let isByOutput = scale.shape.count == 2
    guard scale.shape == (isByOutput ? [tensor.shape[0], outputs] : [tensor.shape[0]]) else {
      throw OperatorError("scales \(scale.shape) do not fit weights \(tensor.shape)")
    }
    let zeros = inputs[scales + 1]?.integers ?? Array(repeating: 0, count: scale.values.count)
    guard zeros.count == scale.values.count else {
      throw OperatorError("\(zeros.count) zero points for \(scale.values.count) scales")
    }
    let size = tensor.shape[1] * outputs
    let values = numbers.indices.map { index in
      let unit = isByOutput ? index / size * outputs + index % outputs : index / size
      return scale.values[unit] * Float(numbers[index] - zeros[unit])
    }
    return RealTensor(shape: tensor.shape, values: values).transposed([0, 2, 1]).typed
  }
}
