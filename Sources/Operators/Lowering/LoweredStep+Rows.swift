import Tensors

extension LoweredRows {
  init(_ rows: AxisRows) { self.init(outer: rows.outer, extent: rows.extent, inner: rows.inner) }
}

extension Reduce: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let name: ReductionFunction
    switch function {
    case .sum: name = .sum
    case .mean: name = .mean
    case .largest: name = .largest
    case .smallest: name = .smallest
    default: throw OperatorError("has no loop")
    }
    let shape = try trace.shape(0)
    let axes = try reducedAxes(Inputs(trace.inputs), rank: shape.count).sorted()
    guard let first = axes.first, let last = axes.last, last - first + 1 == axes.count else {
      throw OperatorError("over axes apart has no loop")
    }
    return .reduction(
      name,
      LoweredRows(
        outer: shape[..<first].reduce(1, *), extent: shape[first...last].reduce(1, *),
        inner: shape[(last + 1)...].reduce(1, *)))
  }
}

extension Softmax: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    .softmax(LoweredRows(try rows(try trace.shape(0))), isLogarithm: isLogarithm)
  }
}

extension BatchNormalization: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard !trains, !isElementwise, let scale = try trace.constant(1),
      let bias = try trace.constant(2), let mean = try trace.constant(3),
      let variance = try trace.constant(4)
    else { throw OperatorError("with these settings has no loop") }
    let factors = zip(scale, variance).map { $0 / ($1 + epsilon).squareRoot() }
    let shape = try trace.shape(0)
    return .scaling(
      factors: factors, shifts: bias.indices.map { bias[$0] - mean[$0] * factors[$0] },
      LoweredRows(AxisRows(shape, axis: min(1, shape.count - 1))))
  }
}

extension LayerNormalization: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let shape = try trace.shape(0)
    let axis = try Axes.normalized(axis, rank: shape.count)
    let length = shape[axis...].reduce(1, *)
    for input in 1...2 where trace.has(input) {
      guard try trace.shape(input).reduce(1, *) == length else {
        throw OperatorError("with factors for parts of a row has no loop")
      }
    }
    guard centres else { throw OperatorError("without a mean has no loop") }
    return .normalization(
      rows: shape[..<axis].reduce(1, *), length: length, epsilon: epsilon, hasScale: trace.has(1),
      hasShift: trace.has(2))
  }
}

extension RecurrentSettings {
  /// The loop of a layer whose functions are the usual ones and whose states begin as zeros.
  func lowered(
    _ kind: LoweredRecurrence.Kind, _ trace: OperatorTrace, usual: [RecurrentActivation],
    resetsAfterProduct: Bool = false
  ) throws(OperatorError) -> LoweredStep {
    let (input, weights) = (try trace.shape(0), try trace.shape(2))
    guard clip == nil, !isBatchFirst, input[1] == 1, trace.isDynamic[0],
      activations.allSatisfy({ $0 == usual }),
      !(1...3).contains(where: { trace.has($0) && trace.isDynamic[$0] })
    else { throw OperatorError("with these settings has no loop") }
    if let lengths = try trace.constant(4), lengths != [Float(input[0])] {
      throw OperatorError("with sequences of own lengths has no loop")
    }
    for place in 5...7 {
      guard try trace.constant(place)?.allSatisfy({ $0 == 0 }) ?? true else {
        throw OperatorError("with states to begin with has no loop")
      }
    }
    return .recurrence(
      LoweredRecurrence(
        kind: kind, length: input[0], inputs: input[2], hidden: weights[2], reverses: reverses,
        resetsAfterProduct: resetsAfterProduct, hasBias: trace.has(3)))
  }
}

extension LSTM: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard !couplesGates else { throw OperatorError("with coupled gates has no loop") }
    return try settings.lowered(.lstm, trace, usual: [.sigmoid, .tanh, .tanh])
  }
}

extension GRU: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    try settings.lowered(
      .gru, trace, usual: [.sigmoid, .tanh], resetsAfterProduct: resetsAfterProduct)
  }
}

extension RNN: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    try settings.lowered(.rnn, trace, usual: [.tanh])
  }
}
