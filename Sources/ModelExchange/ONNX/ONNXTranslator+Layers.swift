import Networks
import Tensors

extension ONNXTranslator {
  // MARK: Layers with weights

  mutating func addWeighted(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    switch node.operation {
    case "Conv": try addConvolution(node, output)
    case "BatchNormalization": try addNormalization(node, output)
    default: try addDense(node, output)
    }
  }

  private mutating func addConvolution(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    guard let weights = try weights(node, 1), weights.shape.count == 4 else {
      throw refuse(node, "is only possible over images")
    }
    let shape = weights.shape
    let bias = try floats(node, 2).map { Bias.float32($0) }
    let kernel = node.integers("kernel_shape") ?? Array(shape[2...])
    var attributes = try windowAttributes(node, kernel: kernel)
    attributes["outputs"] = .integers([shape[0]])
    attributes["groups"] = .integers([node.integer("group", default: 1)])
    try addLayer(node, output) { shapes throws(NetworkError) in
      try Convolution2D(attributes: attributes, inputShapes: shapes, weights: weights, bias: bias)
    }
  }

  /// Gemm: alpha · A · B + beta · C. MatMul: A · B, B: [inputs, outputs].
  private mutating func addDense(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    guard var weights = try weights(node, 1), weights.shape.count == 2 else {
      throw refuse(node, "is only possible with a constant matrix")
    }
    guard node.integer("transA", default: 0) == 0 else {
      throw refuse(node, "transposes its input")
    }
    if node.integer("transB", default: 0) == 0 { weights = .dense(weights.tensor.transposed()) }
    let alpha = Float(node.number("alpha", default: 1))
    if alpha != 1 { weights = .dense(weights.tensor.map { alpha * $0 }) }
    let bias = try denseBias(node, outputs: weights.shape[0])
    try addLayer(node, output) { shapes throws(NetworkError) in
      try Dense(
        attributes: ["outputs": .integers([weights.shape[0]])], inputShapes: shapes,
        weights: weights,
        bias: bias)
    }
  }

  private mutating func denseBias(_ node: ONNXGraph.Node, outputs: Int) throws(ModelExchangeError)
    -> Bias?
  {
    guard let values = try floats(node, 2) else { return nil }
    let beta = Float(node.number("beta", default: 1))
    let all = values.count == 1 ? [Float](repeating: values[0], count: outputs) : values
    return .float32(beta == 1 ? all : all.map { beta * $0 })
  }

  private mutating func addNormalization(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    var parameters: [[Float]] = []
    for index in 1...4 { parameters.append(try floats(node, index) ?? []) }
    let epsilon = node.number("epsilon", default: 1e-5)
    try builder.addNormalization(
      name(of: node), parameters, epsilon: epsilon, reading: try value(node, 0), giving: output)
  }

  // MARK: Pooling

  mutating func addPooling(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    let input = try value(node, 0)
    switch node.operation {
    case "GlobalAveragePool": try add(node, GlobalAveragePooling.operation, inputs: [input], output)
    case "ReduceMean", "ReduceMax": try addReduction(node, input, output)
    case "GlobalMaxPool": try addWhole(node, input, output)
    case "AveragePool":
      var attributes = try windowAttributes(node, kernel: node.integers("kernel_shape") ?? [])
      if attributes["padding"] != nil, node.integer("count_include_pad", default: 0) == 0 {
        attributes["count_padding"] = .integers([0])
      }
      try add(node, AveragePooling2D.operation, attributes, inputs: [input], output)
    default:
      let attributes = try windowAttributes(node, kernel: node.integers("kernel_shape") ?? [])
      try add(node, MaxPooling2D.operation, attributes, inputs: [input], output)
    }
  }

  /// The mean, or the largest, over height and width.
  private mutating func addReduction(
    _ node: ONNXGraph.Node, _ input: String, _ output: String
  ) throws(ModelExchangeError) {
    let axes = try numbers(node, "axes", 1) ?? []
    guard try shape(node).count == 3, Set(axes.map { $0 < 0 ? $0 + 4 : $0 }) == [2, 3] else {
      throw refuse(node, "is only possible over the height and width of images")
    }
    guard node.integer("keepdims", default: 1) == 0 else {
      return try addWhole(node, input, output)
    }
    try addWhole(node, input, output + "/pixels")
    try builder.add(
      name(of: node) + "/flatten", Flatten.operation, reading: [output + "/pixels"], giving: output)
  }

  /// One window over the whole image.
  private mutating func addWhole(
    _ node: ONNXGraph.Node, _ input: String, _ output: String
  ) throws(ModelExchangeError) {
    guard node.operation != "ReduceMean" else {
      return try add(node, GlobalAveragePooling.operation, inputs: [input], output)
    }
    let window = Attribute.integers(Array(try shape(node).dropFirst()))
    try add(node, MaxPooling2D.operation, ["kernel": window], inputs: [input], output)
  }

  /// Kernel, stride, padding, dilation and rounding, for convolution and pooling alike.
  private func windowAttributes(_ node: ONNXGraph.Node, kernel: [Int]) throws(ModelExchangeError)
    -> [String: Attribute]
  {
    let stride = node.integers("strides") ?? [1, 1]
    let dilation = node.integers("dilations") ?? [1, 1]
    guard kernel.count == 2, stride.count == 2, dilation.count == 2 else {
      throw refuse(node, "is only possible over images")
    }
    var attributes: [String: Attribute] = [
      "kernel": .integers(kernel), "stride": .integers(stride),
    ]
    let padding = try padding(node, kernel: kernel, stride: stride, dilation: dilation)
    if padding.contains(where: { $0 != 0 }) { attributes["padding"] = .integers(padding) }
    if dilation != [1, 1] {
      guard node.operation == "Conv" else { throw refuse(node, "has holes in its windows") }
      attributes["dilation"] = .integers(dilation)
    }
    if node.integer("ceil_mode", default: 0) == 1 { attributes["ceil"] = .integers([1]) }
    return attributes
  }

  /// [top, left, bottom, right]. "SAME": as much as gives extent / stride windows, rounded up; the
  /// odd pixel goes to the end (UPPER) or the beginning (LOWER).
  private func padding(
    _ node: ONNXGraph.Node, kernel: [Int], stride: [Int], dilation: [Int]
  ) throws(ModelExchangeError) -> [Int] {
    let automatic = node.text("auto_pad") ?? "NOTSET"
    if automatic == "NOTSET" { return node.integers("pads") ?? [0, 0, 0, 0] }
    if automatic == "VALID" { return [0, 0, 0, 0] }
    let image = Array(try shape(node).dropFirst())
    let limits = 1...4096
    guard image.count == 2, (kernel + stride + dilation).allSatisfy(limits.contains) else {
      throw refuse(node, "has windows that cannot be padded")
    }
    let sums = (0..<2).map { direction in
      let windows = (image[direction] + stride[direction] - 1) / stride[direction]
      let span = (kernel[direction] - 1) * dilation[direction] + 1
      return max(0, (windows - 1) * stride[direction] + span - image[direction])
    }
    let before = sums.map { automatic == "SAME_LOWER" ? ($0 + 1) / 2 : $0 / 2 }
    return before + zip(sums, before).map { $0 - $1 }
  }
}
