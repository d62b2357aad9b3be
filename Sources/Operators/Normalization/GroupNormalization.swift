import Tensors

/// Each group of an image's channels less its mean and over its deviation, then scale and bias
/// (Wu & He 2018). InstanceNormalization has as many groups as channels.
struct GroupNormalization: RealOperator {
  static let names = ["GroupNormalization", "InstanceNormalization"]

  let epsilon: Float
  /// nil: each channel is a group.
  let groups: Int?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    epsilon = try node.number("epsilon", default: 1e-5)
    groups = try node.integer("num_groups")
    _ = try node.integer("stash_type")
    _ = node.attribute("consumed_inputs")
    guard (groups ?? 1) > 0, node.operation == "InstanceNormalization" || groups != nil else {
      throw OperatorError("'num_groups' is missing or not positive")
    }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    guard tensor.rank >= 2 else { throw OperatorError("shape \(tensor.shape) has no channels") }
    let channels = tensor.shape[1]
    let groups = groups ?? max(channels, 1)
    guard let shared = Axes.part(of: channels, in: groups) else {
      throw OperatorError("\(channels) channels do not make \(groups) groups")
    }
    let scale = try Self.perChannel(inputs, 1, as: type, channels: channels, groups: groups)
    let bias = try Self.perChannel(inputs, 2, as: type, channels: channels, groups: groups)
    guard !tensor.values.isEmpty else { return [tensor.typed] }
    let pixels = Axes.product(tensor.shape[2...])
    tensor.values.withUnsafeMutableBufferPointer { values in
      for group in 0..<tensor.shape[0] * groups {
        let first = group * shared * pixels
        let moments = Moments(
          UnsafeBufferPointer(rebasing: values[first..<first + shared * pixels]))
        let deviation = moments.inverseDeviation(epsilon)
        for channel in 0..<shared {
          let number = group % groups * shared + channel
          let factor = scale[number] * Real(deviation)
          let addend = bias[number] - Real(moments.mean) * factor
          let start = first + channel * pixels
          for index in start..<start + pixels { values[index] = values[index] * factor + addend }
        }
      }
    }
    return [tensor.typed]
  }

  /// Opset 18 has one number for each group, opset 21 one for each channel.
  static func perChannel<Real: RealElement>(
    _ inputs: Inputs, _ index: Int, as type: Real.Type, channels: Int, groups: Int
  ) throws(OperatorError) -> [Real] {
    let vector = try inputs.reals(index, as: type).values
    if vector.count == channels { return vector }
    guard vector.count == groups else {
      throw OperatorError("input \(index) has \(vector.count) elements, not \(channels)")
    }
    return (0..<channels).map { vector[$0 / (channels / groups)] }
  }
}
