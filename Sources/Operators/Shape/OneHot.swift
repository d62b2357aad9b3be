import Tensors

/// OneHot: along a new axis one value where the index points, another one elsewhere.
struct OneHot: Operator {
  static var names: [String] { ["OneHot"] }

  private let axis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: -1)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (indices, values) = (try inputs.required(0), try inputs.required(2))
    let depth = try inputs.optionalNumber(1)?.wholeNumber ?? 0
    guard depth > 0, values.count == 2 else {
      throw OperatorError("a depth of \(depth) with \(values.count) values is not possible")
    }
    let place = try Axes.normalized(axis, rank: indices.shape.count + 1)
    var shape = indices.shape
    shape.insert(depth, at: place)
    try Axes.count(shape)
    let inner = shape[(place + 1)...].reduce(1, *)
    var isHot = [Int](repeating: 0, count: indices.count * depth)
    for (n, index) in indices.numbers.map(\.wholeNumber).enumerated()
    where index >= -depth && index < depth {
      let hot = index < 0 ? index + depth : index
      isHot[(n / inner * depth + hot) * inner + n % inner] = 1
    }
    return [values.blocks(isHot, shape: shape)]
  }
}
