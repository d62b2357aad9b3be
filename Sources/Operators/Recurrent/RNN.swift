import Tensors

/// h' = f(x W + h R + b) (Elman 1990)
struct RNN: RealOperator {
  static let names = ["RNN"]

  let settings: RecurrentSettings

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try RecurrentSettings(&node, activations: [.tanh])
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    try results(of: RecurrentLayer<Real>(inputs, settings, gates: 1))
  }

  private func results<Real: RealElement>(of layer: RecurrentLayer<Real>)
    throws(OperatorError) -> [TypedTensor]
  {
    let outputs = try layer.outputs { direction in
      RNNStep(
        settings: settings, function: settings.activations[direction][0],
        product: layer.recurrentProduct(direction: direction, gates: 0..<1),
        bias: layer.bias(direction: direction, ofState: true))
    }
    return Array(outputs.prefix(2))
  }
}

private struct RNNStep<Real: RealElement>: RecurrentStep {
  let settings: RecurrentSettings
  let function: RecurrentActivation
  let product: WeightProduct<Real>
  let bias: [Real]

  func callAsFunction(_ gates: [Real], _ state: RecurrentState<Real>, batch: Int)
    -> RecurrentState<Real>
  {
    let recurrent = product(state.hidden, rows: batch)
    var next = state
    for place in next.hidden.indices {
      let sum = gates[place] + recurrent[place] + bias[place % bias.count]
      next.hidden[place] = function(settings.clipped(sum))
    }
    return next
  }
}

extension RNN: RecurrentOperator {
  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    try results(of: RecurrentLayer<Float>(Inputs(inputs), settings, gates: 1, matrices: weights))
  }
}
