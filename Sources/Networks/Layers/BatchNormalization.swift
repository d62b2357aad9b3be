import CKernels
import Tensors

/// Batch normalization (Ioffe & Szegedy 2015): y = γ (x - μ) / sqrt(σ² + ε) + β, one γ and β a
/// channel. While training, μ and σ² are those of the batch over N, H and W; afterwards they are
/// running means over the batches of training. x, y: [N, C] or [N, C, H, W]
public struct BatchNormalization: BatchLayer {
  public static let operation = "batchnorm"

  /// γ of each channel.
  public private(set) var scale: [Float]
  /// β
  public private(set) var shift: [Float]
  /// The running μ.
  public private(set) var mean: [Float]
  /// The running σ².
  public private(set) var variance: [Float]
  /// ε, what keeps the root from zero.
  public let epsilon: Double
  /// Share of the last batch in the running mean and variance.
  public let rate: Double

  /// γ = 1, β = 0, μ = 0, σ² = 1: the identity, but for ε.
  public init(channels: Int, epsilon: Double = 1e-5, rate: Double = 0.1) {
    let (zeros, ones) = (
      [Float](repeating: 0, count: channels), [Float](repeating: 1, count: channels)
    )
    self.init(scale: ones, shift: zeros, mean: zeros, variance: ones, epsilon: epsilon, rate: rate)
  }

  public init(
    scale: [Float], shift: [Float], mean: [Float], variance: [Float], epsilon: Double = 1e-5,
    rate: Double = 0.1
  ) {
    precondition(epsilon > 0 && scale.count == shift.count)
    precondition(mean.count == scale.count && variance.count == scale.count)
    (self.scale, self.shift, self.mean, self.variance) = (scale, shift, mean, variance)
    (self.epsilon, self.rate) = (epsilon, rate)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    let epsilon = try attributes.number("epsilon", of: Self.operation, in: 1e-12..<1, default: 1e-5)
    let rate = try attributes.number("rate", of: Self.operation, in: 0..<1.000_001, default: 0.1)
    self.init(
      scale: parameters[0].values, shift: parameters[1].values, mean: parameters[2].values,
      variance: parameters[3].values, epsilon: epsilon, rate: rate)
  }

  /// γ = 1, β = 0, μ = 0, σ² = 1 to begin with.
  public static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  {
    let shape = try onlyInput(try exampleShapes(of: inputs, for: operation), of: operation)
    let channels = try channels(of: shape)
    return [
      ParameterShape("scale", .scales, [channels], start: 1),
      ParameterShape("shift", .scales, [channels]),
      ParameterShape("mean", .statistics, [channels]),
      ParameterShape("variance", .statistics, [channels], start: 1),
    ]
  }

  public var parameters: [LayerParameter] {
    get {
      [
        LayerParameter("scale", .scales, scale), LayerParameter("shift", .scales, shift),
        LayerParameter("mean", .statistics, mean),
        LayerParameter("variance", .statistics, variance),
      ]
    }
    set {
      (scale, shift) = (newValue[0].values, newValue[1].values)
      (mean, variance) = (newValue[2].values, newValue[3].values)
    }
  }

  private static func channels(of shape: [Int]) throws(NetworkError) -> Int {
    guard let channels = shape.first, (1...Dense.largestExtent).contains(channels) else {
      throw .wrongInputShape(operation: operation, expected: "one channel or more", found: shape)
    }
    return channels
  }

  public var attributes: [String: Attribute] {
    ["epsilon": .number(epsilon), "rate": .number(rate)]
  }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.first == channels else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(channels) channels", found: shape)
    }
    return shape
  }

  var channels: Int { scale.count }

  /// What a channel is multiplied by, γ / sqrt(σ² + ε), in double precision.
  func factors(variance: [Float]) -> [Double] {
    zip(scale, variance).map { Double($0) / (Double($1) + epsilon).squareRoot() }
  }

  /// Finite numbers, and no negative variance.
  public func accepts(_ parameters: [LayerParameter]) -> Bool {
    parameters.count == 4
      && parameters.allSatisfy { $0.weights.shape == [channels] && $0.isFinite }
      && parameters[3].values.allSatisfy { $0 >= 0 }
  }

  // MARK: Forward and backward

  public var storage: OutputStorage { .elementwise }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    normalize(inputs[0], mean: mean, variance: variance, into: output)
  }

  /// The memory is [3, C]: the batch's own mean and variance (of the batch, not an estimate of
  /// where it comes from), and M, so that the means of several memories are one again.
  public func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation {
    let batch = ChannelBatch(inputs[0].shape)
    let mean = batch.sums(inputs[0]).map { Float($0 / batch.count) }
    let variance = batch.products(inputs[0], around: mean, inputs[0], around: mean).map {
      Float($0 / batch.count)
    }
    let output = Tensor(shape: inputs[0].shape) { output in
      Tensor.withViews(of: inputs) {
        normalize($0[0], mean: mean, variance: variance, into: output)
      }
    }
    return Activation(
      output: output,
      memory: Tensor(
        shape: [3, channels],
        values: mean + variance + [Float](repeating: Float(batch.count), count: channels)))
  }

  private func normalize(
    _ x: TensorView, mean: [Float], variance: [Float], into output: MutableTensorView
  ) {
    let none = [Float](repeating: 0, count: channels)
    ChannelBatch(x.shape).combine(
      x, factor: factors(variance: variance).map { Float($0) }, origin: mean, x, factor: none,
      constant: shift, into: output)
  }

  /// With x̂ = (x - μ) / s, s = sqrt(σ² + ε), and M values a channel: dγ = Σ dy x̂, dβ = Σ dy, dx =
  /// γ / s · (dy - dβ / M - x̂ dγ / M). Without a memory μ and s are constants of the past: dx = γ
  /// / s · dy.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let batch = ChannelBatch(outputGradient.shape)
    let statistics = activation.memory?.values
    let mean = statistics.map { Array($0[..<channels]) } ?? self.mean
    let variance = statistics.map { Array($0[channels..<2 * channels]) } ?? self.variance
    let none = [Float](repeating: 0, count: channels)
    let shiftGradient = batch.sums(outputGradient)
    let scaleGradient = zip(
      batch.products(inputs[0], around: mean, outputGradient, around: none), variance
    ).map { $0 / (Double($1) + epsilon).squareRoot() }
    var gradient = LayerGradient(inputs: [])
    gradient.parameters =
      [scaleGradient, shiftGradient].map { sums in
        ParameterGradient(Tensor(shape: [channels], values: sums.map { Float($0) }))
      } + [nil, nil]
    guard wantsInputGradient else { return gradient }
    let factors = factors(variance: variance)
    let share = statistics == nil ? 0 : 1 / batch.count
    let ofInput = (0..<channels).map { c in
      Float(-share * factors[c] * scaleGradient[c] / (Double(variance[c]) + epsilon).squareRoot())
    }
    gradient.inputs = [
      batch.combination(
        inputs[0], factor: ofInput, origin: mean, outputGradient, factor: factors.map { Float($0) },
        constant: zip(factors, shiftGradient).map { Float(-share * $0 * $1) })
    ]
    return gradient
  }

  /// running = (1 - rate) running + rate · batch, with the variance that the batch estimates: Σ (x
  /// - μ)² / (M - 1).
  public mutating func track(_ activation: Activation) {
    guard let batch = activation.memory?.values else { return }
    for c in 0..<channels {
      let count = Double(batch[2 * channels + c])
      let correction = count / max(1, count - 1)
      let (newMean, newVariance) = (Double(batch[c]), Double(batch[channels + c]) * correction)
      mean[c] = Float((1 - rate) * Double(mean[c]) + rate * newMean)
      variance[c] = Float((1 - rate) * Double(variance[c]) + rate * newVariance)
    }
  }
}
