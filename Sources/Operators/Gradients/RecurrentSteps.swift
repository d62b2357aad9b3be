import Tensors

extension RecurrentSettings {
  /// What keeps a layer from being trained.
  var gradientObstacle: String? { clip == nil ? nil : "clip" }
}

extension LSTM: DifferentiableOperator {
  var gradientObstacle: String? {
    settings.gradientObstacle ?? (couplesGates ? "input_forget=1" : nil)
  }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    guard pass.inputs.count < 8 || pass.inputs[7] == nil else {
      throw OperatorError("has no gradients by peepholes")
    }
    let layer = try RecurrentLayer<Float>(Inputs(pass.inputs), settings, gates: 4)
    return try RecurrentGradients.all(layer, pass) { direction in
      DifferentiableLSTMStep(
        functions: settings.activations[direction], size: layer.hiddenSize,
        weights: layer.recurrentWeights(direction: direction),
        bias: layer.bias(direction: direction, ofState: true))
    }
  }
}

/// c' = f c + i g, h' = o h(c'), gates in the order i, o, f, g.
private struct DifferentiableLSTMStep: DifferentiableStep {
  let functions: [RecurrentActivation]
  let size: Int
  /// [4 · hidden, hidden]
  let weights: [Float]
  let bias: [Float]

  struct Note {
    let state: RecurrentState<Float>
    /// [batch, 4 · hidden] and [batch, hidden]: what the functions gave.
    let gates: [Float]
    let cellValues: [Float]
  }

  func forward(_ gates: [Float], _ state: RecurrentState<Float>, batch: Int)
    -> (RecurrentState<Float>, Note)
  {
    let recurrent = WeightProduct(weights, outputs: 4 * size, inputs: size)(
      state.hidden, rows: batch)
    var values = gates
    for place in values.indices {
      let column = place % (4 * size)
      let function = functions[column < 3 * size ? 0 : 1]
      values[place] = function(gates[place] + recurrent[place] + bias[column])
    }
    var next = state
    var cellValues = state.cell
    for place in state.cell.indices {
      let first = place / size * 4 * size + place % size
      let cell =
        values[first + 2 * size] * state.cell[place] + values[first] * values[first + 3 * size]
      next.cell[place] = cell
      cellValues[place] = functions[2](cell)
      next.hidden[place] = values[first + size] * cellValues[place]
    }
    return (next, Note(state: state, gates: values, cellValues: cellValues))
  }

  func backward(
    _ note: Note, _ gradient: RecurrentState<Float>, batch: Int, recurrent: inout [Float]
  ) -> StepGradient {
    let (f, g, h) = (functions[0], functions[1], functions[2])
    var sums = [Float](repeating: 0, count: batch * 4 * size)
    var before = gradient
    for place in gradient.hidden.indices {
      let first = place / size * 4 * size + place % size
      let (input, output) = (note.gates[first], note.gates[first + size])
      let (forget, new) = (note.gates[first + 2 * size], note.gates[first + 3 * size])
      let (value, byHidden) = (note.cellValues[place], gradient.hidden[place])
      let byCell = gradient.cell[place] + byHidden * output * h.slope(at: value)
      sums[first] = byCell * new * f.slope(at: input)
      sums[first + size] = byHidden * value * f.slope(at: output)
      sums[first + 2 * size] = byCell * note.state.cell[place] * f.slope(at: forget)
      sums[first + 3 * size] = byCell * input * g.slope(at: new)
      before.cell[place] = byCell * forget
      before.hidden[place] = 0
    }
    let matrix = FloatMatrix(sums, rows: batch)
    matrix.add(times: FloatMatrix(weights, rows: 4 * size), to: &before.hidden)
    matrix.add(transposedTimes: FloatMatrix(note.state.hidden, rows: batch), to: &recurrent)
    return StepGradient(inputGates: sums, stateGates: sums, state: before)
  }
}

extension GRU: DifferentiableOperator {
  var gradientObstacle: String? { settings.gradientObstacle }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let layer = try RecurrentLayer<Float>(Inputs(pass.inputs), settings, gates: 3)
    return try RecurrentGradients.all(layer, pass) { direction in
      DifferentiableGRUStep(
        functions: settings.activations[direction], resetsAfterProduct: resetsAfterProduct,
        size: layer.hiddenSize, weights: layer.recurrentWeights(direction: direction),
        bias: layer.bias(direction: direction, ofState: true))
    }
  }
}

/// h' = (1 - z) n + z h, gates in the order z, r, n.
private struct DifferentiableGRUStep: DifferentiableStep {
  let functions: [RecurrentActivation]
  let resetsAfterProduct: Bool
  let size: Int
  /// [3 · hidden, hidden]
  let weights: [Float]
  let bias: [Float]

  struct Note {
    let hidden: [Float]
    let update: [Float]
    let reset: [Float]
    let new: [Float]
    /// h R + b', which r multiplies when it resets after the product.
    let proposal: [Float]
  }

  private var gateWeights: [Float] { Array(weights[..<(2 * size * size)]) }
  private var newWeights: [Float] { Array(weights[(2 * size * size)...]) }

  func forward(_ gates: [Float], _ state: RecurrentState<Float>, batch: Int)
    -> (RecurrentState<Float>, Note)
  {
    let (f, g) = (functions[0], functions[1])
    let recurrent = WeightProduct(gateWeights, outputs: 2 * size, inputs: size)(
      state.hidden, rows: batch)
    func gate(_ number: Int) -> [Float] {
      state.hidden.indices.map { place in
        let (sample, column) = (place / size, number * size + place % size)
        return f(
          gates[sample * 3 * size + column] + recurrent[sample * 2 * size + column]
            + bias[column])
      }
    }
    let (update, reset) = (gate(0), gate(1))
    let read = resetsAfterProduct ? state.hidden : zip(reset, state.hidden).map { $0 * $1 }
    var proposal = WeightProduct(newWeights, outputs: size, inputs: size)(read, rows: batch)
    var (next, new) = (state, proposal)
    for place in proposal.indices {
      let column = 2 * size + place % size
      proposal[place] += bias[column]
      let sum =
        gates[place / size * 3 * size + column]
        + (resetsAfterProduct ? reset[place] * proposal[place] : proposal[place])
      new[place] = g(sum)
      next.hidden[place] =
        (1 - update[place]) * new[place] + update[place] * state.hidden[place]
    }
    return (
      next,
      Note(hidden: state.hidden, update: update, reset: reset, new: new, proposal: proposal)
    )
  }

  func backward(
    _ note: Note, _ gradient: RecurrentState<Float>, batch: Int, recurrent: inout [Float]
  ) -> StepGradient {
    let (f, g) = (functions[0], functions[1])
    var before = gradient
    // By the sums of z and r, by that of n, and by what the state gives to it.
    var gates = [Float](repeating: 0, count: batch * 2 * size)
    var new = gradient.hidden
    var proposal = gradient.hidden
    for place in gradient.hidden.indices {
      let own = gradient.hidden[place]
      let (z, n) = (note.update[place], note.new[place])
      new[place] = own * (1 - z) * g.slope(at: n)
      gates[place / size * 2 * size + place % size] =
        own * (note.hidden[place] - n) * f.slope(at: z)
      proposal[place] = new[place] * (resetsAfterProduct ? note.reset[place] : 1)
      before.hidden[place] = own * z
    }
    var byRead = [Float](repeating: 0, count: batch * size)
    FloatMatrix(proposal, rows: batch).add(
      times: FloatMatrix(newWeights, rows: size), to: &byRead)
    for place in byRead.indices {
      let r = note.reset[place]
      let byReset =
        resetsAfterProduct ? new[place] * note.proposal[place] : byRead[place] * note.hidden[place]
      gates[place / size * 2 * size + size + place % size] = byReset * f.slope(at: r)
      before.hidden[place] += byRead[place] * (resetsAfterProduct ? 1 : r)
    }
    let matrix = FloatMatrix(gates, rows: batch)
    matrix.add(times: FloatMatrix(gateWeights, rows: 2 * size), to: &before.hidden)
    let read =
      resetsAfterProduct ? note.hidden : zip(note.reset, note.hidden).map { $0 * $1 }
    var (byGates, byNew) = (
      Array(recurrent[..<(2 * size * size)]), Array(recurrent[(2 * size * size)...])
    )
    matrix.add(transposedTimes: FloatMatrix(note.hidden, rows: batch), to: &byGates)
    FloatMatrix(proposal, rows: batch).add(
      transposedTimes: FloatMatrix(read, rows: batch), to: &byNew)
    recurrent = byGates + byNew
    return StepGradient(
      inputGates: joined(gates, new, batch), stateGates: joined(gates, proposal, batch),
      state: before)
  }

  /// [batch, 2 · hidden] and [batch, hidden] side by side.
  private func joined(_ gates: [Float], _ new: [Float], _ batch: Int) -> [Float] {
    var result: [Float] = []
    for sample in 0..<batch {
      result += gates[2 * sample * size..<2 * (sample + 1) * size]
      result += new[sample * size..<(sample + 1) * size]
    }
    return result
  }
}

extension RNN: DifferentiableOperator {
  var gradientObstacle: String? { settings.gradientObstacle }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let layer = try RecurrentLayer<Float>(Inputs(pass.inputs), settings, gates: 1)
    return try RecurrentGradients.all(layer, pass) { direction in
      DifferentiableRNNStep(
        function: settings.activations[direction][0], size: layer.hiddenSize,
        weights: layer.recurrentWeights(direction: direction),
        bias: layer.bias(direction: direction, ofState: true))
    }
  }
}

/// h' = f(sum)
private struct DifferentiableRNNStep: DifferentiableStep {
  let function: RecurrentActivation
  let size: Int
  let weights: [Float]
  let bias: [Float]

  struct Note {
    let before: [Float]
    let after: [Float]
  }

  func forward(_ gates: [Float], _ state: RecurrentState<Float>, batch: Int)
    -> (RecurrentState<Float>, Note)
  {
    let recurrent = WeightProduct(weights, outputs: size, inputs: size)(state.hidden, rows: batch)
    var next = state
    for place in next.hidden.indices {
      next.hidden[place] = function(gates[place] + recurrent[place] + bias[place % size])
    }
    return (next, Note(before: state.hidden, after: next.hidden))
  }

  func backward(
    _ note: Note, _ gradient: RecurrentState<Float>, batch: Int, recurrent: inout [Float]
  ) -> StepGradient {
    let sums = gradient.hidden.indices.map {
      gradient.hidden[$0] * function.slope(at: note.after[$0])
    }
    var before = RecurrentState(
      hidden: [Float](repeating: 0, count: batch * size), cell: gradient.cell)
    let matrix = FloatMatrix(sums, rows: batch)
    matrix.add(times: FloatMatrix(weights, rows: size), to: &before.hidden)
    matrix.add(transposedTimes: FloatMatrix(note.before, rows: batch), to: &recurrent)
    return StepGradient(inputGates: sums, stateGates: sums, state: before)
  }
}

extension RecurrentActivation {
  /// The derivative, given the function's value y: each of them is a function of it.
  func slope(at y: Float) -> Float {
    switch kind {
    case .relu: y > 0 ? 1 : 0
    case .tanh: 1 - y * y
    case .sigmoid: y * (1 - y)
    case .affine: alpha
    case .leakyRelu: y < 0 ? alpha : 1
    case .thresholdedRelu: y > 0 ? 1 : 0
    case .scaledTanh: alpha == 0 ? 0 : alpha * beta * (1 - y / alpha * (y / alpha))
    case .hardSigmoid: y > 0 && y < 1 ? alpha : 0
    case .elu: y < 0 ? y + alpha : 1
    case .softsign: (1 - abs(y)) * (1 - abs(y))
    case .softplus: 1 - Float.exponential(-y)
    }
  }
}
