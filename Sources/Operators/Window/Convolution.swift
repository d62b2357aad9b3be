import Tensors

/// output[n, m] = bias[m] + Σ over channels of the group of weights[m, c] ∗ input[n, c], for images
/// of any number of dimensions.
struct Convolution: RealOperator {
  static let names = ["Conv", "com.microsoft.FusedConv"]

  let settings: SpatialSettings
  let groups: Int
  let activation: RecurrentActivation?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
    groups = try node.integer("group", default: 1)
    guard groups > 0 else { throw OperatorError("group=\(groups) is not positive") }
    activation = try Self.activation(&node)
  }

  private static func activation(_ node: inout OperatorNode) throws(OperatorError)
    -> RecurrentActivation?
  {
    guard node.operation == "FusedConv", let name = try node.text("activation") else { return nil }
    let parameters = try node.numbers("activation_params") ?? []
    return try RecurrentActivation(
      name, alpha: parameters.first, beta: parameters.dropFirst().first)
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    guard inputs[3] == nil else { throw OperatorError("a fourth input is not understood") }
    let input = try inputs.reals(0, as: type)
    let weights = try inputs.reals(1, as: type)
    var output = try outputs(
      of: input, weights: weights,
      bias: inputs.optionalVector(2, as: type, count: weights.shape.first ?? 0))
    if let activation { output.values = output.values.map { activation($0) } }
    return [output.typed]
  }

  /// input: [batch, channels, ...]; weights: [outputs, channels / groups, kernel...].
  func outputs<Real: RealElement>(
    of input: RealTensor<Real>, weights: RealTensor<Real>, bias: [Real]?
  ) throws(OperatorError) -> RealTensor<Real> {
    let pass = try ConvolutionPass(
      input.shape, weights.shape, settings: settings, groups: groups)
    var output = try RealTensor<Real>(shape: pass.outputShape)
    let size = pass.windows.outputCount
    if let bias {
      output.values.withUnsafeMutableBufferPointer { output in
        for plane in 0..<output.count / max(size, 1) {
          for index in plane * size..<(plane + 1) * size {
            output[index] = bias[plane % bias.count]
          }
        }
      }
    }
    input.values.withUnsafeBufferPointer { input in
      weights.values.withUnsafeBufferPointer { weights in
        output.values.withUnsafeMutableBufferPointer { output in
          guard let input = input.baseAddress, let weights = weights.baseAddress,
            let output = output.baseAddress
          else { return }
          pass.add(SharedReader(input), SharedReader(weights), to: SharedPointer(output))
        }
      }
    }
    return output
  }
}

extension Convolution: LinearOperator {
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    guard place == 1, [3, 4].contains(shape.count) else { return nil }
    return settings.layout(kernel: Array(shape[2...])).map { .windows($0, groups: groups) }
  }

  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    guard let matrix = weights[1] else { return try outputs(of: inputs) }
    var output = try product(of: Inputs(inputs), matrix)
    let (images, channels) = (output.shape[0], output.shape[1])
    let size = output.shape.dropFirst(2).reduce(1, *)
    if let bias = try Inputs(inputs).optionalVector(2, as: Float.self, count: channels) {
      for plane in 0..<images * channels {
        for index in plane * size..<(plane + 1) * size {
          output.values[index] += bias[plane % channels]
        }
      }
    }
    if let activation { output.values = output.values.map { activation($0) } }
    return [output.typed]
  }
}
