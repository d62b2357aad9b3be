import Tensors

/// Long short-term memory with peepholes P (Hochreiter & Schmidhuber 1997; Gers et al. 2002):
///   i = f(x Wi + h Ri + Pi c + b)     forget = f(x Wf + h Rf + Pf c + b), or 1 - i
///   c' = forget · c + i · g(x Wc + h Rc + b)
///   o = f(x Wo + h Ro + Po c' + b)    h' = o · h(c')
struct LSTM: RealOperator {
  static let names = ["LSTM"]

  let settings: RecurrentSettings
  let couplesGates: Bool
  /// Whether states are rounded before they are multiplied (`DynamicQuantizeLSTM`).
  var roundsStates = false

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try RecurrentSettings(&node, activations: [.sigmoid, .tanh, .tanh])
    couplesGates = try node.flag("input_forget")
    _ = node.attribute("output_sequence")
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    try results(of: inputs, RecurrentLayer<Real>(inputs, settings, gates: 4))
  }

  private func results<Real: RealElement>(of inputs: Inputs, _ layer: RecurrentLayer<Real>)
    throws(OperatorError) -> [TypedTensor]
  {
    let size = layer.hiddenSize
    let peepholes = try inputs.optionalVector(
      7, as: Real.self, count: settings.reverses.count * 3 * size)
    return try layer.outputs { direction in
      LSTMStep(
        lstm: self, direction: direction, size: size,
        product: layer.recurrentProduct(direction: direction, gates: 0..<4),
        bias: layer.bias(direction: direction, ofState: true),
        peepholes: peepholes.map { Array($0[direction * 3 * size..<(direction + 1) * 3 * size]) }
          ?? [Real](repeating: 0, count: 3 * size))
    }
  }
}

private struct LSTMStep<Real: RealElement>: RecurrentStep {
  let lstm: LSTM
  let direction: Int
  let size: Int
  let product: WeightProduct<Real>
  let bias: [Real]
  /// Of the input, output and forget gates.
  let peepholes: [Real]

  /// Gates are in the order input, output, forget, cell.
  func callAsFunction(_ gates: [Real], _ state: RecurrentState<Real>, batch: Int)
    -> RecurrentState<Real>
  {
    let hidden = lstm.roundsStates ? DynamicQuantization.rounded(state.hidden) : state.hidden
    let recurrent = product(hidden, rows: batch)
    let functions = lstm.settings.activations[direction]
    let (f, g, h) = (functions[0], functions[1], functions[2])
    var next = state
    for place in 0..<batch * size {
      let (sample, unit) = (place / size, place % size)
      func sum(_ gate: Int) -> Real {
        let column = gate * size + unit
        return gates[sample * 4 * size + column] + recurrent[sample * 4 * size + column]
          + bias[column]
      }
      func gate(_ gate: Int, _ cell: Real) -> Real {
        f(lstm.settings.clipped(sum(gate) + peepholes[gate * size + unit] * cell))
      }
      let old = state.cell[place]
      let input = gate(0, old)
      let forget = lstm.couplesGates ? 1 - input : gate(2, old)
      let cell = forget * old + input * g(lstm.settings.clipped(sum(3)))
      next.cell[place] = cell
      next.hidden[place] = gate(1, cell) * h(cell)
    }
    return next
  }
}

extension LSTM: RecurrentOperator {
  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    let tensors = Inputs(inputs)
    return try results(
      of: tensors, RecurrentLayer<Float>(tensors, settings, gates: 4, matrices: weights))
  }
}
