import Tensors

/// Gated recurrent unit (Cho et al. 2014):
///   z = f(x Wz + h Rz + b)    r = f(x Wr + h Rr + b)
///   n = g(x Wh + (r · h) Rh + b), or g(x Wh + b + r · (h Rh + b')) with linear_before_reset
///   h' = (1 - z) · n + z · h
struct GRU: RealOperator {
  static let names = ["GRU"]

  let settings: RecurrentSettings
  let resetsAfterProduct: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try RecurrentSettings(&node, activations: [.sigmoid, .tanh])
    resetsAfterProduct = try node.flag("linear_before_reset")
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    try results(of: RecurrentLayer<Real>(inputs, settings, gates: 3))
  }

  private func results<Real: RealElement>(of layer: RecurrentLayer<Real>)
    throws(OperatorError) -> [TypedTensor]
  {
    let outputs = try layer.outputs { direction in
      GRUStep(
        gru: self, direction: direction, size: layer.hiddenSize,
        gateProduct: layer.recurrentProduct(direction: direction, gates: 0..<2),
        stateProduct: layer.recurrentProduct(direction: direction, gates: 2..<3),
        bias: layer.bias(direction: direction, ofState: true))
    }
    return Array(outputs.prefix(2))
  }
}

private struct GRUStep<Real: RealElement>: RecurrentStep {
  let gru: GRU
  let direction: Int
  let size: Int
  let gateProduct: WeightProduct<Real>
  let stateProduct: WeightProduct<Real>
  let bias: [Real]

  func callAsFunction(_ gates: [Real], _ state: RecurrentState<Real>, batch: Int)
    -> RecurrentState<Real>
  {
    let (f, g) = (gru.settings.activations[direction][0], gru.settings.activations[direction][1])
    let recurrent = gateProduct(state.hidden, rows: batch)
    func gate(_ gate: Int, _ place: Int) -> Real {
      let (sample, column) = (place / size, gate * size + place % size)
      let sum =
        gates[sample * 3 * size + column] + recurrent[sample * 2 * size + column] + bias[column]
      return f(gru.settings.clipped(sum))
    }
    let update = (0..<batch * size).map { gate(0, $0) }
    let reset = (0..<batch * size).map { gate(1, $0) }
    let proposals = stateProduct(
      gru.resetsAfterProduct ? state.hidden : zip(reset, state.hidden).map { $0 * $1 }, rows: batch)
    var next = state
    for place in 0..<batch * size {
      let (sample, column) = (place / size, 2 * size + place % size)
      let proposal = proposals[place] + bias[column]
      let sum =
        gates[sample * 3 * size + column]
        + (gru.resetsAfterProduct ? reset[place] * proposal : proposal)
      let new = g(gru.settings.clipped(sum))
      next.hidden[place] = (1 - update[place]) * new + update[place] * state.hidden[place]
    }
    return next
  }
}

extension GRU: RecurrentOperator {
  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    try results(of: RecurrentLayer<Float>(Inputs(inputs), settings, gates: 3, matrices: weights))
  }
}
