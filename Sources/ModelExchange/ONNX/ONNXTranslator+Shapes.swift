import Networks
import Tensors

extension ONNXTranslator {
  // MARK: Several inputs

  mutating func addJoint(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    let computed = node.inputs.filter { builder.knows($0) }
    if node.operation == "Concat" {
      let rank = try shape(node).count + 1
      let axis = node.integer("axis", default: 1)
      guard axis == 1 || axis == 1 - rank else {
        throw refuse(node, "joins along axis \(axis); only 1 is possible")
      }
      return try add(node, Concatenation.operation, inputs: node.inputs, output)
    }
    if computed.count == node.inputs.count, ["Add", "Sum"].contains(node.operation) {
      return try add(node, Addition.operation, inputs: node.inputs, output)
    }
    if node.operation == "Mul", node.inputs.count == 2, computed.count == 2 {
      return try addProduct(node, output)
    }
    guard node.inputs.count == 2, computed.count == 1,
      let index = node.inputs.firstIndex(of: computed[0]),
      let shape = builder.shape(of: computed[0])
    else { throw refuse(node, "is only possible with a constant, Add and Mul with layers") }
    let constant = try channels(node, 1 - index, of: shape)
    let (ones, zeros) = (constant.map { _ in Float(1) }, constant.map { _ in Float(0) })
    let (scale, shift): ([Float], [Float]) =
      switch (node.operation, index) {
      case ("Add", _): (ones, constant)
      case ("Sub", 0): (ones, constant.map { -$0 })
      case ("Sub", _): (ones.map { -$0 }, constant)
      case ("Mul", _): (constant, zeros)
      case ("Div", 0): (constant.map { 1 / $0 }, zeros)
      case ("Sum", _): (ones, constant)
      default: throw refuse(node, "divides a constant")
      }
    try builder.addAffine(
      name(of: node), scale: scale, shift: shift, reading: computed[0], giving: output)
  }

  /// The gate of a channel comes second.
  private mutating func addProduct(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    var inputs = node.inputs
    if let left = builder.shape(of: inputs[0]), let right = builder.shape(of: inputs[1]),
      left != right, Multiplication.isChannels(left, of: right)
    {
      inputs.swapAt(0, 1)
    }
    try add(node, Multiplication.operation, inputs: inputs, output)
  }

  private mutating func addPReLU(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    let slopes = try channels(node, 1, of: try shape(node))
    try addLayer(node, output) { _ in PReLU(slopes: slopes) }
  }

  /// A constant that is the same for all pixels, one number a channel.
  private mutating func channels(
    _ node: ONNXGraph.Node, _ index: Int, of shape: [Int]
  ) throws(ModelExchangeError) -> [Float] {
    guard let values = try floats(node, index), let extents = try tensor(node, index)?.shape,
      !shape.isEmpty
    else {
      throw refuse(node, "lacks its constant")
    }
    if values.count == 1 {
      guard shape[0] <= 1 << 24 else {
        throw refuse(node, "has \(shape[0]) channels; at most 2^24 are possible")
      }
      return [Float](repeating: values[0], count: shape[0])
    }
    // Counted from the end, as broadcasting does: the channels come before the pixels.
    let channel = extents.count - shape.count
    guard values.count == shape[0], extents.indices.contains(channel), extents[channel] == shape[0]
    else {
      throw refuse(node, "has a constant of shape \(extents); one number a channel is possible")
    }
    return values
  }

  // MARK: Shapes

  mutating func addShape(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    let (input, shape) = (try value(node, 0), try shape(node))
    let target: [Int]
    switch node.operation {
    case "Flatten":
      guard node.integer("axis", default: 1) == 1 else {
        throw refuse(node, "is only possible from axis 1")
      }
      target = [shape.reduce(1, *)]
    case "Reshape": target = try reshaped(node, shape)
    default: target = try changedRank(node, shape)
    }
    if target == shape { return try builder.pass(name(of: node), input, as: output) }
    if target.count == 1 { return try add(node, Flatten.operation, inputs: [input], output) }
    try add(node, Reshape.operation, ["shape": .integers(target)], inputs: [input], output)
  }

  /// The first number is the batch: 0 keeps it; 1, -1 and the file's own fixed batch stand for it.
  /// Later ones: 0 keeps an extent, -1 takes the rest.
  private func reshaped(_ node: ONNXGraph.Node, _ shape: [Int]) throws(ModelExchangeError) -> [Int]
  {
    let asked = try numbers(node, "shape", 1) ?? []
    guard asked.count >= 2, (2...9).contains(asked.count),
      [0, 1, -1, fixedBatch].contains(asked[0])
    else {
      throw refuse(node, "to \(asked) does not keep the batch")
    }
    var target = asked.dropFirst().enumerated().map {
      $1 == 0 && shape.indices.contains($0) ? shape[$0] : $1
    }
    let total = shape.reduce(1, *)
    if let open = target.firstIndex(of: -1) {
      let rest = Self.product(target.enumerated().filter { $0.offset != open }.map(\.element))
      guard asked[0] != -1, let rest, rest > 0, total % rest == 0 else {
        throw refuse(node, "to \(asked) does not fit")
      }
      target[open] = total / rest
    }
    guard target.allSatisfy({ $0 > 0 }), Self.product(target) == total else {
      throw refuse(node, "to \(asked) does not fit")
    }
    return target
  }

  private static func product(_ extents: [Int]) -> Int? {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// Squeeze and Unsqueeze; axes count the batch.
  private func changedRank(_ node: ONNXGraph.Node, _ shape: [Int]) throws(ModelExchangeError)
    -> [Int]
  {
    let given = try numbers(node, "axes", 1)
    if node.operation == "Squeeze" {
      let rank = shape.count + 1
      let axes = Set(
        (given ?? (1..<rank).filter { shape[$0 - 1] == 1 }).map { $0 < 0 ? $0 + rank : $0 })
      guard axes.allSatisfy({ (1..<rank).contains($0) && shape[$0 - 1] == 1 }),
        axes.count < shape.count
      else {
        throw refuse(node, "of axes \(axes.sorted()) is not possible")
      }
      return shape.indices.filter { !axes.contains($0 + 1) }.map { shape[$0] }
    }
    let rank = shape.count + 1 + (given?.count ?? 0)
    let axes = Set((given ?? []).map { $0 < 0 ? $0 + rank : $0 })
    guard axes.count == given?.count, rank <= 9, axes.allSatisfy({ (1..<rank).contains($0) }) else {
      throw refuse(node, "of axes \(axes.sorted()) is not possible")
    }
    var rest = shape[...]
    return (1..<rank).map { axes.contains($0) ? 1 : rest.popFirst() ?? 1 }
  }

  // MARK: One input, no weights

  mutating func addPlain(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    let input = try value(node, 0)
    switch node.operation {
    case "Relu": try add(node, ReLU.operation, inputs: [input], output)
    case "Sigmoid": try add(node, Sigmoid.operation, inputs: [input], output)
    case "Tanh": try add(node, Tanh.operation, inputs: [input], output)
    case "LeakyRelu":
      let slope = node.number("alpha", default: 0.01)
      try add(node, LeakyReLU.operation, ["slope": .number(slope)], inputs: [input], output)
    case "Clip": try addClip(node, input, output)
    case "HardSigmoid":
      let line: [String: Attribute] = [
        "slope": .number(node.number("alpha", default: 0.2)),
        "offset": .number(node.number("beta", default: 0.5)),
      ]
      try add(node, HardSigmoid.operation, line, inputs: [input], output)
    case "HardSwish": try add(node, HardSwish.operation, inputs: [input], output)
    case "Swish": try add(node, SiLU.operation, inputs: [input], output)
    case "Elu":
      let alpha = node.number("alpha", default: 1)
      try add(node, ELU.operation, ["alpha": .number(alpha)], inputs: [input], output)
    case "PRelu": try addPReLU(node, output)
    case "Dropout":
      let rate = try number(node, "ratio", 1) ?? 0.5
      try add(node, Dropout.operation, ["rate": .number(Double(rate))], inputs: [input], output)
    case "LRN":
      let settings: [String: Attribute] = [
        "size": .integers([node.integer("size", default: 5)]),
        "alpha": .number(node.number("alpha", default: 1e-4)),
        "beta": .number(node.number("beta", default: 0.75)),
        "k": .number(node.number("bias", default: 1)),
      ]
      try add(node, LocalResponseNormalization.operation, settings, inputs: [input], output)
    case "Softmax":
      try checkSoftmax(node)
      try add(node, Softmax.operation, inputs: [input], output)
    default: throw refuse(node, "is not possible here")
    }
  }

  private mutating func addClip(
    _ node: ONNXGraph.Node, _ input: String, _ output: String
  ) throws(ModelExchangeError) {
    var limits: [String: Attribute] = [:]
    for (key, name, index) in [("low", "min", 1), ("high", "max", 2)] {
      let limit = try number(node, name, index)
      if let limit, limit.magnitude < 1e30 { limits[key] = .number(Double(limit)) }
    }
    try add(node, Clip.operation, limits, inputs: [input], output)
  }

  /// Ours is over the channels, pixel by pixel. Up to operator set 12 everything from `axis` on is
  /// one distribution.
  private func checkSoftmax(_ node: ONNXGraph.Node) throws(ModelExchangeError) {
    let shape = try shape(node)
    let axis = node.integer("axis", default: version < 13 ? 1 : -1)
    let place = axis < 0 ? axis + shape.count + 1 : axis
    let onePixel = shape.dropFirst().allSatisfy { $0 == 1 }
    guard place == 1, version >= 13 || onePixel else {
      throw refuse(node, "is only possible over the channels")
    }
  }
}
