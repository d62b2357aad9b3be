import Tensors

/// Loop: a graph again and again, as often as a count says and as long as a condition holds.
///   inputs:  count, condition, carried values ...
///   body:    step number, condition, carried ... -> condition, carried ..., slices ...
///   outputs: carried ..., stacked slices ...
struct Loop: ControlOperator {
  static var names: [String] { ["Loop"] }

  private let body: OperatorGraph
  private let carried: Int
  private let stacked: Int
  var capturedNames: [String] { body.capturedNames }

  init(_ node: inout OperatorNode) throws(OperatorError) {
    body = try node.graph("body")
    carried = max(0, node.inputs.count - 2)
    stacked = body.outputs.count - 1 - carried
    guard stacked >= 0, body.inputs.count == 2 + carried else {
      throw OperatorError(
        "has \(carried) values, its body \(body.inputs.count) inputs, \(body.outputs.count) outputs"
      )
    }
    guard node.hasInput(0) || node.hasInput(1) else { throw OperatorError("would never end") }
  }

  func outputs(of inputs: [TypedTensor?], captured: [String: TypedTensor])
    throws(OperatorError) -> [TypedTensor]
  {
    let inputs = Inputs(inputs)
    let count = try inputs.optionalInteger(0) ?? Axes.largestCount
    // A condition that is not there is none, whatever the body says.
    let hasCondition = inputs[1] != nil
    var goesOn = try inputs.optionalFlag(1) ?? true
    var values: [TypedTensor] = []
    for index in 0..<carried { values.append(try inputs.required(2 + index)) }
    var slices = StackedOutputs(count: stacked)
    var step = 0
    while goesOn, step < count {
      let results = try body.outputs(
        of: [TypedTensor(shape: [], integers: [step]), TypedTensor(shape: [], [true])] + values,
        captured: captured)
      if hasCondition { goesOn = try Inputs(results).optionalFlag(0) ?? false }
      values = Array(results[1..<1 + carried])
      try slices.append(results[(1 + carried)...])
      step += 1
    }
    for index in 0..<stacked { values.append(try slices.stacked(index)) }
    return values
  }
}
