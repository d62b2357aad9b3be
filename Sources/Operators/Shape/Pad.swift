import Tensors

/// Pad: elements around a tensor; negative widths cut some off. `wrap` repeats the tensor,
/// `reflect` mirrors it without repeating its edge.
struct Pad: Operator {
  static var names: [String] { ["Pad"] }

  private let mode: String
  private let pads: MovedSetting
  private let constant: Float

  init(_ node: inout OperatorNode) throws(OperatorError) {
    mode = try node.word("mode", of: ["constant", "reflect", "edge", "wrap"])
    pads = try MovedSetting("pads", input: 1, &node)
    constant = try node.number("value", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let input = try inputs.required(0)
    guard let pads = try pads.value(inputs) else { throw OperatorError("has no pads") }
    let axes = try Axes.normalized(
      try inputs.optionalIntegers(3) ?? Array(input.shape.indices), rank: input.shape.count)
    guard pads.count == 2 * axes.count else {
      throw OperatorError("\(pads.count) pads do not fit \(axes.count) axes")
    }
    let filling = try filling(inputs, type: input.type)
    var result = input
    for (index, axis) in axes.enumerated() {
      let (before, after) = (pads[index], pads[index + axes.count])
      guard before != 0 || after != 0 else { continue }
      let places = try indices(
        before: before, after: after, extent: input.shape[axis], others: result.shape, axis)
      result = try result.taking(places, axis: axis, filling: filling)
    }
    return [result]
  }

  private func filling(_ inputs: Inputs, type: ElementType) throws(OperatorError) -> TypedTensor {
    let number = TypedTensor(shape: [1], [constant]).cast(to: type)
    guard let filling = inputs[2] else { return number }
    try filling.requireType(type, "the constant")
    guard filling.count == 1 else { throw OperatorError("the constant is not one number") }
    return filling
  }

  /// For each place along the axis where it comes from; -1 for the constant.
  private func indices(before: Int, after: Int, extent: Int, others: [Int], _ axis: Int)
    throws(OperatorError) -> [Int]
  {
    let possible = -Axes.largestCount...Axes.largestCount
    guard possible.contains(before), possible.contains(after),
      max(0, -before) <= extent - max(0, -after)
    else { throw OperatorError("pads \(before) and \(after) do not fit extent \(extent)") }
    let (first, last) = (max(0, -before), extent - max(0, -after))
    // What is cut off counts no more.
    let kept = last - first
    var shape = others
    shape[axis] = max(0, before) + kept + max(0, after)
    try Axes.count(shape)
    guard kept > 0 || mode == "constant" || shape[axis] == 0 else {
      throw OperatorError("there is nothing to \(mode)")
    }
    return (-max(0, before)..<kept + max(0, after)).map { place in
      (0..<kept).contains(place) ? first + place : source(place, of: kept).map { first + $0 } ?? -1
    }
  }

  private func source(_ place: Int, of extent: Int) -> Int? {
    switch mode {
    case "edge": return place < 0 ? 0 : extent - 1
    case "wrap": return Self.modulus(place, extent)
    case "reflect":
      let period = max(1, 2 * (extent - 1))
      let phase = Self.modulus(place, period)
      return min(phase, period - phase)
    default: return nil
    }
  }

  private static func modulus(_ place: Int, _ period: Int) -> Int {
    (place % period + period) % period
  }
}

/// CenterCropPad: cut or filled with zeros on both sides.
struct CenterCropPad: Operator {
  static var names: [String] { ["CenterCropPad"] }

  private let axes: [Int]?

  init(_ node: inout OperatorNode) throws(OperatorError) { axes = try node.integers("axes") }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let extents = try Inputs(inputs).integers(1)
    let axes = try Axes.normalized(axes ?? Array(input.shape.indices), rank: input.shape.count)
    guard axes.count == extents.count else {
      throw OperatorError("\(extents.count) extents do not fit \(axes.count) axes")
    }
    var result = input
    for (axis, wanted) in zip(axes, extents) {
      let extent = result.shape[axis]
      var shape = result.shape
      shape[axis] = wanted
      try Axes.count(shape)
      let first = wanted < extent ? (extent - wanted) / 2 : -((wanted - extent) / 2)
      let places = (first..<first + wanted).map { $0 < extent ? max($0, -1) : -1 }
      result = try result.taking(places, axis: axis)
    }
    return [result]
  }
}
