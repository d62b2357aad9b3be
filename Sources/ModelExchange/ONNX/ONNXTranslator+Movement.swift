import Networks

/// Nodes that move values and compute none.
extension ONNXTranslator {
  mutating func addMovement(_ node: ONNXGraph.Node, _ output: String) throws(ModelExchangeError) {
    switch node.operation {
    case "Transpose": try addTranspose(node, output)
    case "Slice": try addSlice(node, output)
    case "Split": try addSplit(node)
    default: try addUpsampling(node, output)
    }
  }

  private mutating func addTranspose(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    let shape = try shape(node)
    let order = node.integers("perm") ?? Array((0...shape.count).reversed())
    guard order.first == 0, order.sorted() == Array(0...shape.count) else {
      throw refuse(node, "to \(order) moves the batch")
    }
    let axes = order.dropFirst().map { $0 - 1 }
    let input = try value(node, 0)
    if axes == Array(axes.indices) { return try builder.pass(name(of: node), input, as: output) }
    // Extents of 1 move without moving a value.
    let moved = axes.filter { shape[$0] > 1 }
    guard moved != moved.sorted() else {
      let target = Attribute.integers(axes.map { shape[$0] })
      return try add(node, Reshape.operation, ["shape": target], inputs: [input], output)
    }
    try add(node, Transpose.operation, ["axes": .integers(axes)], inputs: [input], output)
  }

  /// Begin and end along one axis.
  func range(_ node: ONNXGraph.Node, extents: [Int]) throws(ModelExchangeError) -> (
    axis: Int, range: Range<Int>
  ) {
    let starts = try numbers(node, "starts", 1) ?? []
    let ends = try numbers(node, "ends", 2) ?? []
    let axes = try numbers(node, "axes", 3) ?? Array(starts.indices)
    let steps = try integers(node, 4) ?? [1]
    guard starts.count == 1, ends.count == 1, axes.count == 1, steps == [1],
      (-extents.count..<extents.count).contains(axes[0])
    else {
      throw refuse(node, "is only possible along one axis, in steps of 1")
    }
    let axis = axes[0] < 0 ? axes[0] + extents.count : axes[0]
    let extent = extents[axis]
    let ofEnds = [starts[0], ends[0]].map { min(max($0 < 0 ? $0 + extent : $0, 0), extent) }
    guard ofEnds[0] < ofEnds[1] else { throw refuse(node, "gives nothing") }
    return (axis, ofEnds[0]..<ofEnds[1])
  }

  private mutating func addSlice(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    let (axis, range) = try range(node, extents: [0] + shape(node))
    guard axis == 1 else { throw refuse(node, "is only possible along the channels") }
    try addPart(name(of: node), try value(node, 0), range, output)
  }

  private mutating func addPart(
    _ name: String, _ input: String, _ range: Range<Int>, _ output: String
  ) throws(ModelExchangeError) {
    let settings: [String: Attribute] = [
      "begin": .integers([range.lowerBound]), "count": .integers([range.count]),
    ]
    try builder.add(name, Slice.operation, settings, reading: [input], giving: output)
  }

  /// One slice for each output.
  private mutating func addSplit(_ node: ONNXGraph.Node) throws(ModelExchangeError) {
    let (input, shape) = (try value(node, 0), try shape(node))
    let axis = node.integer("axis", default: 0)
    guard axis == 1 || axis == -shape.count, let channels = shape.first else {
      throw refuse(node, "is only possible along the channels")
    }
    let parts = node.outputs.count
    let share = (channels + parts - 1) / parts
    let equal = (0..<parts).map { min(share, channels - $0 * share) }
    let sizes = try numbers(node, "split", 1) ?? equal
    guard sizes.count == parts, sizes.allSatisfy({ $0 > 0 && $0 <= channels }),
      sizes.reduce(0, +) == channels
    else {
      throw refuse(node, "into \(sizes) does not fit \(channels) channels")
    }
    var begin = 0
    for (output, size) in zip(node.outputs, sizes) {
      try addPart(
        parts > 1 ? output : name(of: node), input, begin..<begin + size, output)
      begin += size
    }
  }

  /// Resize and Upsample by whole factors, each pixel repeated.
  private mutating func addUpsampling(_ node: ONNXGraph.Node, _ output: String)
    throws(ModelExchangeError)
  {
    let shape = try shape(node)
    guard node.text("mode") ?? "nearest" == "nearest", shape.count == 3, repeatsPixels(node),
      let scales = try scales(node, shape), scales.count == 4, scales[..<2] == [1, 1],
      scales.allSatisfy({ (1...4096).contains($0) && $0 == $0.rounded() })
    else {
      throw refuse(node, "is only possible by whole factors to the nearest pixel")
    }
    let factors = Attribute.integers([Int(scales[2]), Int(scales[3])])
    try add(
      node, Upsampling2D.operation, ["factor": factors], inputs: [try value(node, 0)], output)
  }

  /// Pixel i of the output is pixel floor(i / f) of the input: by that formula, or because the
  /// centre of i lies in that pixel.
  private func repeatsPixels(_ node: ONNXGraph.Node) -> Bool {
    guard node.operation == "Resize", version >= 11 else { return true }
    let rounding = node.text("nearest_mode") ?? "round_prefer_floor"
    switch node.text("coordinate_transformation_mode") ?? "half_pixel" {
    case "asymmetric": return rounding == "floor"
    case "half_pixel": return rounding.hasPrefix("round_prefer")
    default: return false
    }
  }

  /// Of all extents; Upsample says them as attribute or second input, Resize later as third, or
  /// says the sizes.
  private mutating func scales(_ node: ONNXGraph.Node, _ shape: [Int]) throws(ModelExchangeError)
    -> [Float]?
  {
    if let given = node.attributes["scales"]?.floats { return given }
    let place = node.operation == "Upsample" || version < 11 ? 1 : 2
    if let given = try floats(node, place), !given.isEmpty { return given }
    guard let sizes = try integers(node, 3), sizes.count == shape.count + 1 else { return nil }
    return [1] + zip(sizes.dropFirst(), shape).map { Float($0) / Float($1) }
  }
}
