import Tensors

/// The discrete Fourier transform along an axis. The last dimension is 1 for real numbers and 2 for
/// real and imaginary parts.
struct DFT: RealOperator {
  static let names = ["DFT"]

  /// Before opset 20 an attribute, then an input.
  let axis: Int?
  let isInverse: Bool
  let isOneSided: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = node.version < 20 ? try node.integer("axis", default: 1) : nil
    isInverse = try node.flag("inverse")
    isOneSided = try node.flag("onesided")
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    guard input.rank >= 2, let parts = input.shape.last, (1...2).contains(parts) else {
      throw OperatorError("shape \(input.shape) is not one of real or complex numbers")
    }
    let given = try inputs.optionalInteger(2)
    let axis = try Axes.normalized(axis ?? given ?? -2, rank: input.rank)
    guard axis < input.rank - 1 else { throw OperatorError("the last axis is no signal") }
    let extent = input.shape[axis]
    let isRealOutput = isInverse && isOneSided
    let length =
      try inputs.optionalInteger(1) ?? (isRealOutput ? 2 * (extent - 1) : extent)
    guard length > 0 else { throw OperatorError("a transform of length \(length)") }
    let outputLength = isOneSided && !isInverse ? length / 2 + 1 : length
    var shape = input.shape
    shape[axis] = outputLength
    shape[input.rank - 1] = isRealOutput ? 1 : 2
    var output = try RealTensor<Real>(shape: shape)
    _ = try Axes.count([length])
    let transform = FourierTransform(length: length, isInverse: isInverse)
    let inner = Axes.product(input.shape[(axis + 1)...].dropLast())
    let outer = Axes.product(input.shape[..<axis])
    let outputParts = shape[input.rank - 1]
    for line in 0..<outer * inner {
      let (first, place) = (line / inner, line % inner)
      var signal = (0..<extent).map { index in
        let start = ((first * extent + index) * inner + place) * parts
        return FourierTransform.Complex(
          Double(input.values[start]), parts == 2 ? Double(input.values[start + 1]) : 0)
      }
      if isRealOutput { signal = Self.mirrored(signal, length: length) }
      let spectrum = transform(signal)
      for index in 0..<outputLength {
        let start = ((first * outputLength + index) * inner + place) * outputParts
        for part in 0..<outputParts { output.values[start + part] = Real(spectrum[index][part]) }
      }
    }
    return [output.typed]
  }

  /// The whole spectrum of a real signal: X[n - k] is the conjugate of X[k].
  private static func mirrored(_ half: [FourierTransform.Complex], length: Int)
    -> [FourierTransform.Complex]
  {
    (0..<length).map { index in
      let isMirrored = index > length / 2
      let place = isMirrored ? length - index : index
      guard place < half.count else { return .zero }
      return isMirrored ? .init(half[place].x, -half[place].y) : half[place]
    }
  }
}

/// The Fourier transforms of a signal's overlapping frames, each weighted by a window.
struct STFT: RealOperator {
  static let names = ["STFT"]

  let isOneSided: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isOneSided = try node.flag("onesided", default: true)
  }

  /// Inputs: signal [batch, length] or [batch, length, 1 or 2], step, window, frame length.
  /// Output: [batch, frames, frequencies, 2].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let signal = try inputs.reals(0, as: type, ranks: 2...3)
    let parts = signal.rank == 3 ? signal.shape[2] : 1
    let step = try inputs.optionalInteger(1) ?? 0
    let window = try inputs.optionalReals(2, as: type, ranks: 1...1)
    let length = try inputs.optionalInteger(3) ?? window?.count ?? signal.shape[1]
    guard (1...2).contains(parts), step > 0, length > 0, length <= signal.shape[1],
      window?.count ?? length == length, parts == 1 || !isOneSided
    else { throw OperatorError("frames of \(length) do not fit a signal \(signal.shape)") }
    let frames = (signal.shape[1] - length) / step + 1
    let frequencies = isOneSided ? length / 2 + 1 : length
    var output = try RealTensor<Real>(shape: [signal.shape[0], frames, frequencies, 2])
    let transform = FourierTransform(length: length, isInverse: false)
    for number in 0..<signal.shape[0] * frames {
      let first = number / frames * signal.shape[1] + number % frames * step
      let frame = (0..<length).map { index in
        let weight = window.map { Double($0.values[index]) } ?? 1
        let start = (first + index) * parts
        return weight
          * FourierTransform.Complex(
            Double(signal.values[start]), parts == 2 ? Double(signal.values[start + 1]) : 0)
      }
      for (index, value) in transform(frame).prefix(frequencies).enumerated() {
        let target = 2 * (number * frequencies + index)
        output.values[target] = Real(value.x)
        output.values[target + 1] = Real(value.y)
      }
    }
    return [output.typed]
  }
}
