import Tensors

/// Scan: a graph over slices of tensors, one after the other.
///   inputs:  states ..., tensors ...
///   body:    states ..., slices ... -> states ..., slices ...
///   outputs: states ..., stacked slices ...
struct Scan: ControlOperator {
  static var names: [String] { ["Scan"] }

  private let body: OperatorGraph
  private let scanned: Int
  private let states: Int
  private let stacked: Int
  private let inputAxes: [Int]
  private let outputAxes: [Int]
  /// 1: against the order.
  private let inputDirections: [Int]
  private let outputDirections: [Int]
  var capturedNames: [String] { body.capturedNames }

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard node.version >= 9 else { throw OperatorError("is of operator set 8, with a batch") }
    body = try node.graph("body")
    guard let scanned = try node.integer("num_scan_inputs"), scanned > 0,
      scanned <= node.inputs.count, body.inputs.count == node.inputs.count,
      body.outputs.count >= node.inputs.count - scanned
    else { throw OperatorError("its body does not fit it") }
    self.scanned = scanned
    states = node.inputs.count - scanned
    stacked = body.outputs.count - states
    inputAxes = try Self.settings("scan_input_axes", count: scanned, &node)
    inputDirections = try Self.settings("scan_input_directions", count: scanned, &node)
    outputAxes = try Self.settings("scan_output_axes", count: stacked, &node)
    outputDirections = try Self.settings("scan_output_directions", count: stacked, &node)
  }

  private static func settings(_ name: String, count: Int, _ node: inout OperatorNode)
    throws(OperatorError) -> [Int]
  {
    let settings = try node.integers(name) ?? [Int](repeating: 0, count: count)
    guard settings.count == count else {
      throw OperatorError("'\(name)' has \(settings.count) numbers, not \(count)")
    }
    return settings
  }

  func outputs(of inputs: [TypedTensor?], captured: [String: TypedTensor])
    throws(OperatorError) -> [TypedTensor]
  {
    let all = try Inputs(inputs).all()
    var values = Array(all[..<states])
    let tensors = all[states...]
    var axes: [Int] = []
    for (tensor, axis) in zip(tensors, inputAxes) {
      axes.append(try Axes.normalized(axis, rank: tensor.shape.count))
    }
    let extents = Set(zip(tensors, axes).map { $0.shape[$1] })
    guard extents.count == 1, let steps = extents.first else {
      throw OperatorError("tensors of \(extents.sorted()) slices do not fit each other")
    }
    var slices = StackedOutputs(count: stacked)
    for step in 0..<steps {
      let current = zip(tensors, zip(axes, inputDirections)).map { tensor, setting in
        let (axis, direction) = setting
        let place = direction == 1 ? steps - 1 - step : step
        let slice = tensor.slices(place..<place + 1, axis: axis)
        return slice.reshaped(slice.shape.indices.filter { $0 != axis }.map { slice.shape[$0] })
      }
      let results = try body.outputs(of: values + current, captured: captured)
      values = Array(results[..<states])
      try slices.append(results[states...])
    }
    for index in 0..<stacked {
      values.append(
        try slices.stacked(
          index, axis: outputAxes[index], isReverse: outputDirections[index] == 1))
    }
    return values
  }
}
