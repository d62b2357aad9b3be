import Glibc
import Tensors

/// y = eˣ / Σ eˣ: dx = y (dy - Σ dy y). y = log of that: dx = dy - eʸ Σ dy.
extension Softmax: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (y, gradient) = (try pass.output(), try pass.gradient())
    let rows = try rows(y.shape)
    return try pass.each { index throws(OperatorError) in
      var result = gradient
      for row in 0..<rows.outer * rows.inner {
        let first = row / rows.inner * rows.extent * rows.inner + row % rows.inner
        let places = stride(from: first, to: first + rows.extent * rows.inner, by: rows.inner)
        let sum = places.reduce(Float(0)) {
          $0 + gradient.values[$1] * (isLogarithm ? 1 : y.values[$1])
        }
        for place in places {
          result.values[place] =
            isLogarithm
            ? gradient.values[place] - exp(y.values[place]) * sum
            : y.values[place] * (gradient.values[place] - sum)
        }
      }
      return result
    }
  }
}

/// x̂ = (x - μ) / σ over a row of numbers.
private struct NormalizedRow {
  let values: [Float]
  let inverseDeviation: Float
  let isCentred: Bool

  init(_ row: ArraySlice<Float>, epsilon: Float, centres: Bool = true) {
    let moments = Moments(Array(row))
    let square = moments.variance + (centres ? 0 : moments.mean * moments.mean)
    let deviation = 1 / (square + Double(epsilon)).squareRoot()
    let mean = centres ? moments.mean : 0
    values = row.map { Float((Double($0) - mean) * deviation) }
    (inverseDeviation, isCentred) = (Float(deviation), centres)
  }

  /// dx = (dx̂ - mean(dx̂) - x̂ mean(dx̂ x̂)) / σ; without the mean where it was not taken away.
  func gradient(_ gradient: [Float]) -> [Float] {
    let count = Double(max(1, values.count))
    let mean = isCentred ? Float(gradient.reduce(0) { $0 + Double($1) } / count) : 0
    let along = Float(
      zip(gradient, values).reduce(0) { $0 + Double($1.0) * Double($1.1) } / count)
    return values.indices.map {
      inverseDeviation * (gradient[$0] - mean - values[$0] * along)
    }
  }
}

extension LayerNormalization: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    try pass.requireFirstOnly()
    let (input, gradient) = (try pass.float(0), try pass.gradient())
    let axis = try Axes.normalized(axis, rank: input.shape.count)
    let row = Array(input.shape[axis...])
    let length = row.reduce(1, *)
    let scale: [Float]? = try Self.factors(Inputs(pass.inputs), 1, as: Float.self, row: row)
    var byInput = Tensor(zeros: input.shape)
    var byScale = Tensor(zeros: row)
    var byBias = Tensor(zeros: row)
    for start in stride(from: 0, to: input.count, by: max(1, length)) {
      let normalized = NormalizedRow(
        input.values[start..<start + length], epsilon: epsilon, centres: centres)
      var own = Array(gradient.values[start..<start + length])
      for place in 0..<length {
        byScale.values[place] += own[place] * normalized.values[place]
        byBias.values[place] += own[place]
        if let scale { own[place] *= scale[place] }
      }
      byInput.values.replaceSubrange(start..<start + length, with: normalized.gradient(own))
    }
    return try pass.each { index throws(OperatorError) in
      guard index > 0 else { return byInput }
      let whole = index == 1 ? byScale : byBias
      let shape = try pass.float(index).shape
      // Extents of 1 may stand before those of the row.
      let inner = Array(shape.suffix(row.count))
      return whole.summed(to: inner).reshaped(shape)
    }
  }
}

extension GroupNormalization: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (input, gradient) = (try pass.float(0), try pass.gradient())
    let channels = input.shape[1]
    guard channels > 0 else {
      return try pass.each { index throws(OperatorError) in
        Tensor(zeros: try pass.float(index).shape)
      }
    }
    let groups = groups ?? channels
    let pixels = input.shape[2...].reduce(1, *)
    let length = channels / groups * pixels
    let scale = try Self.perChannel(
      Inputs(pass.inputs), 1, as: Float.self, channels: channels, groups: groups)
    var byInput = Tensor(zeros: input.shape)
    var byScale = Tensor(zeros: [channels])
    var byBias = Tensor(zeros: [channels])
    for start in stride(from: 0, to: input.count, by: max(1, length)) {
      let normalized = NormalizedRow(
        input.values[start..<start + length], epsilon: epsilon)
      var own = Array(gradient.values[start..<start + length])
      for place in 0..<length {
        let channel = (start + place) / pixels % channels
        byScale.values[channel] += own[place] * normalized.values[place]
        byBias.values[channel] += own[place]
        own[place] *= scale[channel]
      }
      byInput.values.replaceSubrange(start..<start + length, with: normalized.gradient(own))
    }
    return try pass.each { index throws(OperatorError) in
      guard index > 0 else { return byInput }
      let whole = index == 1 ? byScale : byBias
      let count = try pass.float(index).count
      guard count != channels else { return whole.reshaped(try pass.float(index).shape) }
      // One number a group.
      return whole.reshaped([groups, channels / groups]).summed(to: [groups, 1])
        .reshaped(try pass.float(index).shape)
    }
  }
}

/// As in use: mean and variance are what they were.
extension BatchNormalization: DifferentiableOperator {
  var gradientObstacle: String? {
    trains ? "training_mode=1" : isElementwise ? "spatial=0" : nil
  }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (input, gradient) = (try pass.float(0), try pass.gradient())
    let rows = AxisRows(input.shape, axis: min(1, input.shape.count - 1))
    let (scale, mean) = (try pass.float(1).values, try pass.float(3).values)
    let deviations = try pass.float(4).values.map { ($0 + epsilon).squareRoot() }
    var byInput = Tensor(zeros: input.shape)
    var (byScale, byBias) = (Tensor(zeros: [rows.extent]), Tensor(zeros: [rows.extent]))
    for plane in 0..<rows.outer * rows.extent {
      let channel = plane % rows.extent
      for place in plane * rows.inner..<(plane + 1) * rows.inner {
        let own = gradient.values[place]
        byInput.values[place] = own * scale[channel] / deviations[channel]
        byScale.values[channel] +=
          own * (input.values[place] - mean[channel]) / deviations[channel]
        byBias.values[channel] += own
      }
    }
    return try pass.each { index throws(OperatorError) in
      switch index {
      case 0: byInput
      case 1: byScale
      case 2: byBias
      default: nil
      }
    }
  }
}
