import Tensors

/// What goes from one step to the next, [batch, hidden] each; only LSTM has a cell.
struct RecurrentState<Real: RealElement> {
  var hidden: [Real]
  var cell: [Real]
}

/// One step of one direction: what the input gives to the gates [batch, gates · hidden], and the
/// state before -> the state after.
protocol RecurrentStep {
  associatedtype Real: RealElement
  func callAsFunction(_ gates: [Real], _ state: RecurrentState<Real>, batch: Int)
    -> RecurrentState<Real>
}

/// The inputs of an LSTM, GRU or RNN node, and the walk through time.
struct RecurrentLayer<Real: RealElement> {
  let settings: RecurrentSettings
  let gates: Int
  let length: Int
  let batch: Int
  let inputSize: Int
  let hiddenSize: Int
  /// [length, batch, inputSize]
  let input: RealTensor<Real>
  private let weights: WeightProduct<Real>
  private let recurrentWeights: WeightProduct<Real>
  private let biases: [Real]?
  let lengths: [Int]
  private let hidden: [Real]?
  private let cell: [Real]?

  /// Inputs: X, W [directions, gates · hidden, inputSize], R [directions, gates · hidden, hidden],
  /// B [directions, 2 · gates · hidden], lengths, hidden state, cell. W and R may be among
  /// `matrices`, by their places 1 and 2, if numbers are 32-bit floats.
  init(
    _ inputs: Inputs, _ settings: RecurrentSettings, gates: Int,
    matrices: [Int: any WeightMatrix] = [:]
  ) throws(OperatorError) {
    (self.settings, self.gates) = (settings, gates)
    let x = try inputs.reals(0, as: Real.self, ranks: 3...3)
    let w = try WeightProduct<Real>(inputs, 1, matrices)
    let r = try WeightProduct<Real>(inputs, 2, matrices)
    input = settings.isBatchFirst ? x.transposed([1, 0, 2]) : x
    (length, batch, inputSize) = (input.shape[0], input.shape[1], input.shape[2])
    hiddenSize = r.shape[2]
    let directions = settings.reverses.count
    guard w.shape == [directions, gates * hiddenSize, inputSize],
      r.shape == [directions, gates * hiddenSize, hiddenSize],
      settings.hiddenSize ?? hiddenSize == hiddenSize
    else {
      throw OperatorError("weights \(w.shape) and \(r.shape) do not fit input \(x.shape)")
    }
    (weights, recurrentWeights) = (w, r)
    biases = try inputs.optionalVector(
      3, as: Real.self, count: directions * 2 * gates * hiddenSize)
    let lengths = try inputs.optionalIntegers(4) ?? Array(repeating: length, count: batch)
    guard lengths.count == batch, lengths.allSatisfy((0...length).contains) else {
      throw OperatorError("lengths \(lengths) do not fit \(batch) sequences of \(length) steps")
    }
    self.lengths = lengths
    _ = try Axes.count([length, batch, directions * gates, hiddenSize])
    hidden = try Self.initial(inputs, 5, settings, [directions, batch, hiddenSize])
    cell = try Self.initial(inputs, 6, settings, [directions, batch, hiddenSize])
  }

  private static func initial(
    _ inputs: Inputs, _ index: Int, _ settings: RecurrentSettings, _ shape: [Int]
  ) throws(OperatorError) -> [Real]? {
    guard let state = try inputs.optionalReals(index, as: Real.self, ranks: 3...3) else {
      return nil
    }
    let ordered = settings.isBatchFirst ? state.transposed([1, 0, 2]) : state
    guard ordered.shape == shape else {
      throw OperatorError("input \(index) has shape \(state.shape), which does not fit")
    }
    return ordered.values
  }

  /// [gates · hidden, inputSize]
  func inputWeights(direction: Int) -> [Real] { product(of: weights, direction).numbers }

  /// [gates · hidden, hidden]
  func recurrentWeights(direction: Int) -> [Real] {
    product(of: recurrentWeights, direction).numbers
  }

  private func product(of weights: WeightProduct<Real>, _ direction: Int) -> WeightProduct<Real> {
    let count = gates * hiddenSize
    return weights.rows(direction * count..<(direction + 1) * count)
  }

  /// Zeros where the node does not say.
  func initialState(direction: Int) -> RecurrentState<Real> {
    let size = batch * hiddenSize
    let part = direction * size..<(direction + 1) * size
    let zeros = [Real](repeating: 0, count: size)
    return RecurrentState(
      hidden: hidden.map { Array($0[part]) } ?? zeros, cell: cell.map { Array($0[part]) } ?? zeros)
  }

  /// The matrix with which the state goes into some of a direction's gates.
  func recurrentProduct(direction: Int, gates range: Range<Int>) -> WeightProduct<Real> {
    recurrentWeights.rows(
      (direction * gates + range.lowerBound) * hiddenSize..<(direction * gates + range.upperBound)
        * hiddenSize)
  }

  /// Biases [gates · hidden] of the input or of the state.
  func bias(direction: Int, ofState: Bool) -> [Real] {
    let count = gates * hiddenSize
    guard let biases else { return [Real](repeating: 0, count: count) }
    let first = (2 * direction + (ofState ? 1 : 0)) * count
    return Array(biases[first..<first + count])
  }

  /// What all steps' inputs give to the gates, in one product: [length · batch, gates · hidden].
  func inputGates(direction: Int) -> [Real] {
    let count = gates * hiddenSize
    var result = product(of: weights, direction)(input.values, rows: length * batch)
    let bias = bias(direction: direction, ofState: false)
    for row in 0..<length * batch {
      for column in 0..<count { result[row * count + column] += bias[column] }
    }
    return result
  }

  /// All states, the last hidden state and the last cell. `step` makes a direction's step.
  func outputs<Step: RecurrentStep>(_ step: (_ direction: Int) throws(OperatorError) -> Step)
    throws(OperatorError) -> [TypedTensor] where Step.Real == Real
  {
    let directions = settings.reverses.count
    var all = try RealTensor<Real>(shape: [length, directions, batch, hiddenSize])
    var (lastHidden, lastCell): ([Real], [Real]) = ([], [])
    for direction in 0..<directions {
      var state = initialState(direction: direction)
      walk(inputGates(direction: direction), direction, try step(direction), &state, &all.values)
      lastHidden += state.hidden
      lastCell += state.cell
    }
    return [
      settings.isBatchFirst ? all.transposed([2, 0, 1, 3]) : all, ordered(lastHidden),
      ordered(lastCell),
    ].map(\.typed)
  }

  private func ordered(_ state: [Real]) -> RealTensor<Real> {
    let tensor = RealTensor(
      shape: [settings.reverses.count, batch, hiddenSize], values: state)
    return settings.isBatchFirst ? tensor.transposed([1, 0, 2]) : tensor
  }

  /// A sequence that is over keeps its state, and its outputs are zero.
  private func walk<Step: RecurrentStep>(
    _ inputGates: [Real], _ direction: Int, _ step: Step, _ state: inout RecurrentState<Real>,
    _ all: inout [Real]
  ) where Step.Real == Real {
    let count = gates * hiddenSize
    var rows = [Real](repeating: 0, count: batch * count)
    for index in 0..<length {
      let times = lengths.map { settings.reverses[direction] ? $0 - 1 - index : index }
      let active = (0..<batch).filter { index < lengths[$0] }
      for sample in active {
        let source = (times[sample] * batch + sample) * count
        for column in 0..<count { rows[sample * count + column] = inputGates[source + column] }
      }
      let next = step(rows, state, batch: batch)
      for sample in active {
        let target =
          ((times[sample] * settings.reverses.count + direction) * batch + sample) * hiddenSize
        for unit in 0..<hiddenSize {
          let place = sample * hiddenSize + unit
          state.hidden[place] = next.hidden[place]
          state.cell[place] = next.cell[place]
          all[target + unit] = next.hidden[place]
        }
      }
    }
  }
}
