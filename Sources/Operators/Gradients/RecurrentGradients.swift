import Tensors

/// Back through time (Werbos 1990): the steps are taken once more, each leaves a note, then the
/// gradients go through the notes from the last step to the first.
protocol DifferentiableStep {
  associatedtype Note
  /// The state after a step, and what its way back needs. gates: what the input gives to them,
  /// [batch, gates · hidden], all biases included.
  func forward(_ gates: [Float], _ state: RecurrentState<Float>, batch: Int)
    -> (RecurrentState<Float>, Note)
  /// Given the gradient by the state after the step: by what input and state give to the gates and
  /// by the state before; adds that by the matrix of the states to `recurrent`.
  func backward(
    _ note: Note, _ gradient: RecurrentState<Float>, batch: Int, recurrent: inout [Float]
  ) -> StepGradient
}

struct StepGradient {
  /// [batch, gates · hidden], by the input's part of the sums and by the state's.
  let inputGates: [Float]
  let stateGates: [Float]
  let state: RecurrentState<Float>
}

/// Gradients by everything that a recurrent layer reads.
struct RecurrentGradients {
  let layer: RecurrentLayer<Float>
  let pass: OperatorPass
  private var byInput: [Float]
  private var byWeights: [Float] = []
  private var byRecurrentWeights: [Float] = []
  private var byBiases: [Float] = []
  private var byHidden: [Float] = []
  private var byCell: [Float] = []

  init(_ layer: RecurrentLayer<Float>, _ pass: OperatorPass) {
    (self.layer, self.pass) = (layer, pass)
    byInput = [Float](repeating: 0, count: layer.length * layer.batch * layer.inputSize)
  }

  private var gateCount: Int { layer.gates * layer.hiddenSize }
  private var stateSize: Int { layer.batch * layer.hiddenSize }
  private var directions: Int { layer.settings.reverses.count }

  /// `step` makes a direction's step.
  static func all<Step: DifferentiableStep>(
    _ layer: RecurrentLayer<Float>, _ pass: OperatorPass, _ step: (_ direction: Int) -> Step
  ) throws(OperatorError) -> [Tensor?] {
    var gradients = RecurrentGradients(layer, pass)
    for direction in layer.settings.reverses.indices {
      gradients.go(back: direction, step(direction))
    }
    return try gradients.tensors
  }

  private mutating func go<Step: DifferentiableStep>(back direction: Int, _ step: Step) {
    let (batch, size) = (layer.batch, layer.hiddenSize)
    let inputGates = layer.inputGates(direction: direction)
    var states = [layer.initialState(direction: direction)]
    var notes: [Step.Note] = []
    var rows = [Float](repeating: 0, count: batch * gateCount)
    for index in 0..<layer.length {
      for (sample, time) in places(at: index, direction) {
        let source = (time * batch + sample) * gateCount
        rows.replaceSubrange(
          sample * gateCount..<(sample + 1) * gateCount,
          with: inputGates[source..<source + gateCount])
      }
      let (next, note) = step.forward(rows, states[index], batch: batch)
      var state = states[index]
      for (sample, _) in places(at: index, direction) {
        let part = sample * size..<(sample + 1) * size
        state.hidden.replaceSubrange(part, with: next.hidden[part])
        state.cell.replaceSubrange(part, with: next.cell[part])
      }
      states.append(state)
      notes.append(note)
    }
    walk(back: direction, step, notes)
  }

  private mutating func walk<Step: DifferentiableStep>(
    back direction: Int, _ step: Step, _ notes: [Step.Note]
  ) {
    let (batch, size) = (layer.batch, layer.hiddenSize)
    let all = sequenceGradient
    var carried = RecurrentState(
      hidden: stateGradient(output: 1, direction), cell: stateGradient(output: 2, direction))
    var recurrent = [Float](repeating: 0, count: gateCount * size)
    var gates = [Float](repeating: 0, count: layer.length * batch * gateCount)
    var biases = [Float](repeating: 0, count: 2 * gateCount)
    for index in (0..<layer.length).reversed() {
      let zeros = [Float](repeating: 0, count: stateSize)
      var own = RecurrentState(hidden: zeros, cell: zeros)
      let active = places(at: index, direction)
      for (sample, time) in active {
        let source = ((time * directions + direction) * batch + sample) * size
        for unit in 0..<size {
          let place = sample * size + unit
          own.hidden[place] = carried.hidden[place] + all[source + unit]
          own.cell[place] = carried.cell[place]
        }
      }
      let found = step.backward(notes[index], own, batch: batch, recurrent: &recurrent)
      for (sample, time) in active {
        let part = sample * size..<(sample + 1) * size
        carried.hidden.replaceSubrange(part, with: found.state.hidden[part])
        carried.cell.replaceSubrange(part, with: found.state.cell[part])
        for column in 0..<gateCount {
          let source = sample * gateCount + column
          gates[(time * batch + sample) * gateCount + column] = found.inputGates[source]
          biases[column] += found.inputGates[source]
          biases[gateCount + column] += found.stateGates[source]
        }
      }
    }
    byRecurrentWeights += recurrent
    byBiases += biases
    byHidden += carried.hidden
    byCell += carried.cell
    addInputs(gates, direction)
  }

  /// What all steps gave to the gates is one product, and so are its gradients.
  private mutating func addInputs(_ gates: [Float], _ direction: Int) {
    let rows = layer.length * layer.batch
    let weights = layer.inputWeights(direction: direction)
    FloatMatrix(gates, rows: rows).add(
      times: FloatMatrix(weights, rows: gateCount), to: &byInput)
    var own = [Float](repeating: 0, count: weights.count)
    FloatMatrix(gates, rows: rows).add(
      transposedTimes: FloatMatrix(layer.input.values, rows: rows), to: &own)
    byWeights += own
  }

  /// The samples whose sequences have that many steps, and where in time the step is.
  private func places(at index: Int, _ direction: Int) -> [(sample: Int, time: Int)] {
    layer.lengths.enumerated().compactMap { sample, length in
      guard index < length else { return nil }
      return (sample, layer.settings.reverses[direction] ? length - 1 - index : index)
    }
  }

  /// By the first output: [length, directions, batch, hidden].
  private var sequenceGradient: [Float] {
    guard let gradient = pass.gradients.first.flatMap({ $0 }) else {
      return [Float](repeating: 0, count: layer.length * directions * stateSize)
    }
    let tensor = RealTensor(shape: gradient.shape, values: gradient.values)
    return layer.settings.isBatchFirst ? tensor.transposed([1, 2, 0, 3]).values : tensor.values
  }

  /// By a direction's last hidden state or cell.
  private func stateGradient(output: Int, _ direction: Int) -> [Float] {
    guard output < pass.gradients.count, let gradient = pass.gradients[output] else {
      return [Float](repeating: 0, count: stateSize)
    }
    let tensor = RealTensor(shape: gradient.shape, values: gradient.values)
    let values = layer.settings.isBatchFirst ? tensor.transposed([1, 0, 2]).values : tensor.values
    return Array(values[direction * stateSize..<(direction + 1) * stateSize])
  }

  private var tensors: [Tensor?] {
    get throws(OperatorError) {
      let found = [
        byInput, byWeights, byRecurrentWeights, byBiases, [], byHidden, byCell,
      ]
      return try pass.each { index throws(OperatorError) in
        guard found.indices.contains(index) else { return nil }
        let shape = try pass.float(index).shape
        guard layer.settings.isBatchFirst, [0, 5, 6].contains(index) else {
          return Tensor(shape: shape, values: found[index])
        }
        let ordered = RealTensor(shape: [shape[1], shape[0], shape[2]], values: found[index])
        return Tensor(shape: shape, values: ordered.transposed([1, 0, 2]).values)
      }
    }
  }
}

/// Rows of floats that are multiplied.
struct FloatMatrix {
  let values: [Float]
  let rows: Int
  let columns: Int

  init(_ values: [Float], rows: Int) {
    (self.values, self.rows) = (values, rows)
    columns = values.count / max(1, rows)
  }

  /// result += self · other
  func add(times other: FloatMatrix, to result: inout [Float]) {
    multiply(other, transposed: false, into: &result)
  }

  /// result += selfᵀ · other
  func add(transposedTimes other: FloatMatrix, to result: inout [Float]) {
    multiply(other, transposed: true, into: &result)
  }

  private func multiply(_ other: FloatMatrix, transposed: Bool, into result: inout [Float]) {
    values.withUnsafeBufferPointer { values in
      other.values.withUnsafeBufferPointer { others in
        result.withUnsafeMutableBufferPointer { result in
          guard let values = values.baseAddress, let others = others.baseAddress,
            let result = result.baseAddress
          else { return }
          MatrixFactor(values, rows: rows, columns: columns, transposed: transposed).multiply(
            MatrixFactor(others, rows: other.rows, columns: other.columns), into: result,
            stride: other.columns, adding: true)
        }
      }
    }
  }
}
