import Networks
import Tensors
import TestSupport
import Testing

struct BatchNormalizationTests {
  private func layer(_ channels: Int) -> BatchNormalization {
    let numbers = { (seed: UInt64) in Tensor.normal([channels], seed: seed).values }
    return BatchNormalization(
      scale: numbers(1), shift: numbers(2), mean: numbers(3),
      variance: numbers(4).map { 0.1 + $0 * $0 })
  }

  /// The definition over the batch's own mean and variance, in double precision. x: [N, C, P]
  private func defined(_ x: [Double], scale: [Double], shift: [Double], batch: Int, epsilon: Double)
    -> [Double]
  {
    let channels = scale.count
    let pixels = x.count / batch / channels
    var y = x
    for channel in 0..<channels {
      let places = x.indices.filter { $0 / pixels % channels == channel }
      let mean = places.reduce(0) { $0 + x[$1] } / Double(places.count)
      let variance =
        places.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(places.count)
      for place in places {
        y[place] =
          scale[channel] * (x[place] - mean) / (variance + epsilon).squareRoot() + shift[channel]
      }
    }
    return y
  }

  @Test(arguments: [[4, 3], [3, 1], [3, 2, 3, 5], [5, 4, 1, 1], [1, 2, 4, 3]])
  func outputAndGradientAreTheDefinitions(shape: [Int]) {
    let layer = layer(shape[1])
    let (x, dy) = (Tensor.normal(shape, seed: 5), Tensor.normal(shape, seed: 6))
    var random = RandomSource(seed: 0)
    let activation = layer.forwardForTraining([x], random: &random)
    let (scale, shift) = (layer.scale.map(Double.init), layer.shift.map(Double.init))
    func loss(_ x: [Double], _ scale: [Double], _ shift: [Double]) -> Double {
      zip(
        defined(x, scale: scale, shift: shift, batch: shape[0], epsilon: layer.epsilon), dy.doubles
      )
      .reduce(0) { $0 + $1.0 * $1.1 }
    }
    let expected = defined(
      x.doubles, scale: scale, shift: shift, batch: shape[0], epsilon: layer.epsilon)
    #expect(relativeError(activation.output.values, expected) < gradientBudget)
    let gradient = layer.backward(dy, of: activation, inputs: [x], wantsInputGradient: true)
    let byInput = centralDifferences(at: x.doubles) { loss($0, scale, shift) }
    #expect(relativeError(gradient.inputs[0].values, byInput) < gradientBudget)
    let byParameters =
      centralDifferences(at: scale) { loss(x.doubles, $0, shift) }
      + centralDifferences(at: shift) { loss(x.doubles, scale, $0) }
    let found = gradient.parameters.prefix(2).flatMap { $0?.weights.values ?? [] }
    #expect(relativeError(found, byParameters) < gradientBudget)
    #expect(gradient.parameters.suffix(2) == [nil, nil])
    #expect(
      layer.backward(dy, of: activation, inputs: [x], wantsInputGradient: false).inputs.isEmpty)
  }

  private static let expectedOutput = [
    -0.814051, 1.588804, 1.365801, -1.239362, 2.725526, 2.092891, -0.52207, -2.261706, 1.198238,
    0.205058, -0.311756,
    0.212574, 0.782286, 1.846464, 0.003211, -2.733152, 2.718436, 0.661999, -1.813073, -2.002003,
    0.632535, -0.211907,
    -0.124321, 0.799579,
  ]
  private static let expectedMean = [0.101705, 0.009208, -0.107365]
  private static let expectedVariance = [1.218359, 1.522408, 1.183289]

  /// NumPy:
  ///
  ///     z = (np.sin(np.arange(24) * 1.1) * 3).reshape(2, 3, 2, 2)
  ///     g, b = np.array([1.5, -2, 0.5])[:, None, None], np.array([0.1, 0.2, 0.3])[:, None, None]
  ///     m, v = z.mean((0, 2, 3)), z.var((0, 2, 3))
  ///     print((z - m[:, None, None]) / np.sqrt(v + 1e-5)[:, None, None] * g + b)
  ///     print(0.1 * m, 0.9 + 0.1 * z.var((0, 2, 3), ddof=1))
  @Test func threeChannelsAsNumPyHasThem() {
    let x = Tensor(shape: [2, 3, 2, 2], values: Tensor.sines(24, step: 1.1).map { 3 * $0 })
    var layer = BatchNormalization(
      scale: [1.5, -2, 0.5], shift: [0.1, 0.2, 0.3], mean: [0, 0, 0], variance: [1, 1, 1])
    var random = RandomSource(seed: 0)
    let activation = layer.forwardForTraining([x], random: &random)
    #expect(relativeError(activation.output.values, Self.expectedOutput) < 1e-6)
    layer.track(activation)
    #expect(relativeError(layer.mean, Self.expectedMean) < 1e-5)
    #expect(relativeError(layer.variance, Self.expectedVariance) < 1e-6)
    #expect(layer.scale == [1.5, -2, 0.5] && layer.shift == [0.1, 0.2, 0.3])
  }

  /// γ (x - μ) / sqrt(σ² + ε) + β by hand: 3 (5 - 1) / sqrt(4) + 0.5 = 6.5.
  @Test func inferenceUsesTheRunningStatistics() {
    let layer = BatchNormalization(
      scale: [3, 1], shift: [0.5, 0], mean: [1, 0], variance: [4, 1], epsilon: 1e-12)
    #expect(layer.forward([Tensor(shape: [1, 2], values: [5, 7])]).values == [6.5, 7])
    // Without a memory the statistics are constants: dx = dy γ / sqrt(σ²).
    let x = Tensor(shape: [1, 2], values: [5, 7])
    let gradient = layer.backward(
      Tensor(shape: [1, 2], values: [2, -1]), of: Activation(output: layer.forward([x])),
      inputs: [x],
      wantsInputGradient: true)
    #expect(gradient.inputs[0].values == [3, -1])
    // dγ = dy (x - μ) / sqrt(σ²) = 2 · 4 / 2 and -1 · 7; dβ = dy.
    #expect(gradient.parameters[0]?.weights.values == [4, -7])
    #expect(gradient.parameters[1]?.weights.values == [2, -1])
  }

  @Test func aNewLayerIsTheIdentityButForEpsilon() throws {
    let layer = try BatchNormalization(attributes: [:], inputShapes: [[3, 2, 2]])
    let x = Tensor.normal([2, 3, 2, 2], seed: 7)
    #expect(relativeError(layer.forward([x]).values, x.doubles) < 1e-5)
    #expect(layer.attributes == ["epsilon": .number(1e-5), "rate": .number(0.1)])
  }

  @Test func theNumberOfThreadsDoesNotMatter() {
    let (x, dy) = (Tensor.normal([64, 9, 33, 5], seed: 8), Tensor.normal([64, 9, 33, 5], seed: 9))
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) {
        var random = RandomSource(seed: 0)
        let activation = layer(9).forwardForTraining([x], random: &random)
        return layer(9).backward(dy, of: activation, inputs: [x], wantsInputGradient: true)
      }
    }
    for other in results[1...] {
      #expect(other.inputs == results[0].inputs && other.parameters == results[0].parameters)
    }
  }

  /// One value a channel: nothing varies, so the output is β and no estimate divides by zero.
  @Test func aBatchOfOneValueAChannelStaysFinite() {
    var layer = layer(2)
    var random = RandomSource(seed: 0)
    let activation = layer.forwardForTraining(
      [Tensor(shape: [1, 2], values: [3, -4])], random: &random)
    #expect(activation.output.values == layer.shift)
    layer.track(activation)
    #expect(layer.accepts(layer.parameters))
  }

  @Test func parametersThatCannotBeComputedWithAreNotAccepted() {
    let layer = BatchNormalization(channels: 1)
    func parameters(_ values: [Float], channels: Int = 1) -> [LayerParameter] {
      zip(layer.parameters, values).map {
        LayerParameter($0.name, $0.role, [Float](repeating: $1, count: channels))
      }
    }
    #expect(layer.accepts(parameters([1, 0, 0, 0])))
    for values: [Float] in [[1, 0, 0, -1], [.nan, 0, 0, 1], [1, .infinity, 0, 1]] {
      #expect(!layer.accepts(parameters(values)))
    }
    #expect(!layer.accepts(parameters([1, 0, 0, 1], channels: 2)))
    #expect(!layer.accepts(parameters([1, 0, 0])))
  }

  @Test(
    arguments: [
      ["epsilon": .number(0)], ["epsilon": .number(.nan)], ["rate": .number(-0.1)],
      ["rate": .number(2)],
      ["rate": .text("0.1")],
    ] as [[String: Attribute]])
  func whatMakesNoSenseIsRefused(attributes: [String: Attribute]) {
    #expect(throws: NetworkError.self) {
      try BatchNormalization(attributes: attributes, inputShapes: [[3, 2, 2]])
    }
  }

  @Test func otherChannelsAreRefused() throws {
    #expect(throws: NetworkError.self) {
      try BatchNormalization(attributes: [:], inputShapes: [[]])
    }
    #expect(throws: NetworkError.self) { try layer(3).outputShape(for: [[2, 5, 5]]) }
    #expect(try layer(3).outputShape(for: [[3, 5, 5]]) == [3, 5, 5])
  }
}
