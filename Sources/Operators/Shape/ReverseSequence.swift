import Tensors

/// ReverseSequence: in each sequence of a batch the first steps, as many as it has, turned around.
struct ReverseSequence: Operator {
  static var names: [String] { ["ReverseSequence"] }

  private let batchAxis: Int
  private let timeAxis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    batchAxis = try node.integer("batch_axis", default: 1)
    timeAxis = try node.integer("time_axis", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let lengths = try Inputs(inputs).integers(1)
    let axes = try Axes.normalized([batchAxis, timeAxis], rank: input.shape.count)
    let order = axes + input.shape.indices.filter { !axes.contains($0) }
    let moved = input.transposed(order)
    let steps = moved.shape[1]
    guard lengths.count == moved.shape[0], lengths.allSatisfy({ (0...steps).contains($0) }) else {
      throw OperatorError("lengths \(lengths) do not fit shape \(input.shape)")
    }
    let starts = lengths.enumerated().flatMap { sequence, length in
      (0..<steps).map { sequence * steps + ($0 < length ? length - 1 - $0 : $0) }
    }
    let reversed = moved.blocks(
      starts, length: moved.shape[2...].reduce(1, *), shape: moved.shape)
    let back = order.indices.map { axis in order.firstIndex(of: axis) ?? axis }
    return [reversed.transposed(back)]
  }
}
