import Tensors

/// Squeeze takes extents of 1 away, Unsqueeze puts some in.
struct Squeeze: Operator {
  static var names: [String] { ["Squeeze", "Unsqueeze"] }

  private let axes: MovedSetting
  private let isInverse: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axes = try MovedSetting("axes", input: 1, &node)
    isInverse = node.operation == "Unsqueeze"
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let axes = try axes.value(Inputs(inputs))
    guard isInverse else { return [input.reshaped(try squeezed(input.shape, axes))] }
    guard let axes else { throw OperatorError("has no axes") }
    let rank = input.shape.count + axes.count
    var rest = input.shape[...]
    let places = try Axes.normalized(axes, rank: rank)
    return [input.reshaped((0..<rank).map { places.contains($0) ? 1 : rest.removeFirst() })]
  }

  /// Without axes, all extents of 1 go.
  private func squeezed(_ shape: [Int], _ axes: [Int]?) throws(OperatorError) -> [Int] {
    guard let axes else { return shape.filter { $0 != 1 } }
    let places = try Axes.normalized(axes, rank: shape.count)
    for place in places where shape[place] != 1 {
      throw OperatorError("axis \(place) of \(shape) is not 1")
    }
    return shape.indices.filter { !places.contains($0) }.map { shape[$0] }
  }
}
