import Tensors

/// scale · (x - mean) / √(variance + ε) + bias, for each channel (Ioffe & Szegedy 2015). In
/// training mode mean and variance are the batch's, and the running ones move towards them.
struct BatchNormalization: RealOperator {
  static let names = ["BatchNormalization"]

  let epsilon: Float
  let momentum: Float
  let trains: Bool
  /// Before opset 9: one mean for each place of an image, not only for each channel.
  let isElementwise: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    epsilon = try node.number("epsilon", default: 1e-5)
    momentum = try node.number("momentum", default: 0.9)
    trains = try node.flag("training_mode")
    isElementwise = try !node.flag("spatial", default: true)
    _ = node.attribute("is_test")
    _ = node.attribute("consumed_inputs")
    guard !(trains && isElementwise) else { throw OperatorError("spatial=0 cannot train") }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    guard tensor.rank >= 1 else { throw OperatorError("a scalar has no channels") }
    let channelAxis = min(1, tensor.rank - 1)
    let shape =
      isElementwise && tensor.rank > 1
      ? [tensor.shape[0], Axes.product(tensor.shape[1...])] : tensor.shape
    let rows = AxisRows(shape, axis: channelAxis)
    let channels = rows.extent
    let scale = try inputs.vector(1, as: type, count: channels)
    let bias = try inputs.vector(2, as: type, count: channels)
    var mean = try inputs.vector(3, as: type, count: channels)
    var variance = try inputs.vector(4, as: type, count: channels)
    let (runningMean, runningVariance) = (mean, variance)
    if trains { (mean, variance) = Self.moments(of: tensor.values, rows) }
    let factors = (0..<channels).map { scale[$0] / (variance[$0] + Real(epsilon)).squareRoot() }
    let addends = (0..<channels).map { bias[$0] - mean[$0] * factors[$0] }
    tensor.values.withUnsafeMutableBufferPointer { values in
      for plane in 0..<rows.outer * channels {
        let (factor, addend) = (factors[plane % channels], addends[plane % channels])
        for index in plane * rows.inner..<(plane + 1) * rows.inner {
          values[index] = values[index] * factor + addend
        }
      }
    }
    guard trains else { return [tensor.typed] }
    return [
      tensor.typed, moved(runningMean, towards: mean, inputs[3]),
      moved(runningVariance, towards: variance, inputs[4]),
    ]
  }

  private func moved<Real: RealElement>(_ old: [Real], towards new: [Real], _ like: TypedTensor?)
    -> TypedTensor
  {
    let share = Real(momentum)
    return TypedTensor(
      shape: like?.shape ?? [old.count],
      zip(old, new).map { old, new in old * share + new * (1 - share) })
  }

  private static func moments<Real: RealElement>(of values: [Real], _ rows: AxisRows)
    -> ([Real], [Real])
  {
    var (means, variances): ([Real], [Real]) = ([], [])
    for channel in 0..<rows.extent {
      let planes = (0..<rows.outer).flatMap { outer in
        let first = (outer * rows.extent + channel) * rows.inner
        return values[first..<first + rows.inner]
      }
      let moments = Moments(planes)
      means.append(Real(moments.mean))
      variances.append(Real(moments.variance))
    }
    return (means, variances)
  }
}
