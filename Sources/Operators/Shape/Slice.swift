import Tensors

/// Slice: from start up to end, without it, in steps, along some axes. Places are counted from
/// behind when they are negative, and kept within the tensor.
struct Slice: Operator {
  static var names: [String] { ["Slice"] }

  private let starts: MovedSetting
  private let ends: MovedSetting
  private let axes: MovedSetting

  init(_ node: inout OperatorNode) throws(OperatorError) {
    starts = try MovedSetting("starts", input: 1, &node)
    ends = try MovedSetting("ends", input: 2, &node)
    axes = try MovedSetting("axes", input: 3, &node)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let input = try inputs.required(0)
    guard let starts = try starts.value(inputs), let ends = try ends.value(inputs) else {
      throw OperatorError("has no starts or no ends")
    }
    let axes = try Axes.normalized(
      try axes.value(inputs) ?? Array(starts.indices), rank: input.shape.count)
    let steps = try inputs.optionalIntegers(4) ?? [Int](repeating: 1, count: starts.count)
    guard starts.count == ends.count, axes.count == starts.count, steps.count == starts.count
    else { throw OperatorError("starts, ends, axes and steps are not of one length") }
    var (shape, strides, offset) = (input.shape, Shape.strides(of: input.shape), 0)
    for (index, axis) in axes.enumerated() {
      let progression = try Progression(
        start: starts[index], end: ends[index], step: steps[index], extent: shape[axis])
      shape[axis] = progression.count
      offset += progression.start * strides[axis]
      // Meaningful for more than one step only, which then is shorter than the extent.
      strides[axis] = strides[axis] &* progression.step
    }
    return [input.strided(shape, strides: strides, from: shape.contains(0) ? 0 : offset)]
  }
}

/// Indices start, start + step, ... within an extent, as Python's slices.
private struct Progression {
  let start: Int
  let step: Int
  let count: Int

  init(start: Int, end: Int, step: Int, extent: Int) throws(OperatorError) {
    guard step != 0 else { throw OperatorError("a step is 0") }
    let limits = step > 0 ? 0...extent : -1...extent - 1
    func place(_ index: Int) -> Int {
      min(max(index < 0 ? index + extent : index, limits.lowerBound), limits.upperBound)
    }
    let (first, last) = (place(start), place(end))
    (self.start, self.step) = (first, step)
    let distance = step > 0 ? last - first : first - last
    count = distance > 0 ? 1 + Int((distance - 1).magnitude / step.magnitude) : 0
  }
}
