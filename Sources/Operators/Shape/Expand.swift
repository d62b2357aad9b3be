import Tensors

/// Expand: extents of 1 are repeated, as where two tensors meet.
struct Expand: Operator {
  static var names: [String] { ["Expand"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let shape = try Inputs(inputs).integers(1)
    return [input.broadcast(to: try Axes.broadcast([input.shape, shape]))]
  }
}

/// Tile: the whole tensor again and again along each dimension.
struct Tile: Operator {
  static var names: [String] { ["Tile"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let repeats = try Inputs(inputs).integers(1)
    guard repeats.count == input.shape.count else {
      throw OperatorError("\(repeats.count) repeats do not fit shape \(input.shape)")
    }
    // [r₀, n₀, r₁, n₁, ...]: repeats are dimensions of stride 0.
    let strides = Shape.strides(of: input.shape)
    let shape = zip(repeats, input.shape).flatMap { [$0, $1] }
    try Axes.count(shape)
    let tiled = input.strided(shape, strides: strides.flatMap { [0, $0] })
    return [tiled.reshaped(zip(repeats, input.shape).map { $0 * $1 })]
  }
}
