import Tensors

struct Concat: Operator {
  static var names: [String] { ["Concat"] }

  private let axis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let axis = try node.integer("axis") else { throw OperatorError("'axis' is missing") }
    self.axis = axis
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    [try TypedTensor.concatenated(try Inputs(inputs).all(), axis: axis)]
  }
}

/// Split: one tensor for each output, of given extents along an axis or of equal ones.
struct Split: Operator {
  static var names: [String] { ["Split"] }

  private let axis: Int
  private let extents: MovedSetting
  private let parts: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 0)
    extents = try MovedSetting("split", input: 1, &node)
    parts = try node.integer("num_outputs", default: node.outputs.count)
    guard parts > 0, parts == node.outputs.count else {
      throw OperatorError("\(parts) parts are not \(node.outputs.count) outputs")
    }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let split = try AxisSplit(input.shape, axis: axis)
    let extents = try extents.value(Inputs(inputs)) ?? equal(split.extent)
    guard extents.count == parts, extents.allSatisfy({ $0 >= 0 && $0 <= split.extent }),
      extents.reduce(0, +) == split.extent
    else { throw OperatorError("parts of \(extents) do not fill extent \(split.extent)") }
    var start = 0
    return extents.map { extent in
      defer { start += extent }
      return input.slices(start..<start + extent, axis: split.axis)
    }
  }

  /// The last one may be smaller.
  private func equal(_ extent: Int) -> [Int] {
    let part = (extent + parts - 1) / parts
    return (0..<parts).map { max(0, min(part, extent - $0 * part)) }
  }
}
