import Glibc
import Networks
import Tensors
import TestSupport
import Testing

struct LocalResponseNormalizationTests {
  /// The definition, in double precision. x: [channels, pixels]
  private func defined(_ x: [Double], channels: Int, _ layer: LocalResponseNormalization)
    -> [Double]
  {
    let pixels = x.count / channels
    return x.indices.map { place in
      let (channel, pixel) = place.quotientAndRemainder(dividingBy: pixels)
      let near = (channel - layer.size / 2...channel + layer.size / 2).clamped(to: 0...channels - 1)
      let squares = near.reduce(0.0) { $0 + x[$1 * pixels + pixel] * x[$1 * pixels + pixel] }
      return x[place] * pow(layer.base + layer.alpha / Double(layer.size) * squares, -layer.beta)
    }
  }

  @Test(
    arguments: [
      LocalResponseNormalization(),
      LocalResponseNormalization(size: 3, alpha: 0.5, beta: 0.75, base: 2),
      LocalResponseNormalization(size: 1, alpha: 1, beta: 0.5),
      LocalResponseNormalization(size: 9, alpha: 2, beta: 1.3),
    ], [1, 2, 7])
  func outputAndGradientAreTheDefinitions(layer: LocalResponseNormalization, channels: Int) {
    let x = Tensor.normal([2, channels, 3, 5], seed: 1)
    let size = channels * 15
    var random = RandomSource(seed: 0)
    let activation = layer.forwardForTraining([x], random: &random)
    func both(_ x: [Double]) -> [Double] {
      [0, size].flatMap { defined(Array(x[$0..<$0 + size]), channels: channels, layer) }
    }
    #expect(relativeError(activation.output.values, both(x.doubles)) < gradientBudget)
    #expect(layer.forward([x]) == activation.output)
    let dy = Tensor.normal(x.shape, seed: 2)
    let found = layer.backward(dy, of: activation, inputs: [x], wantsInputGradient: true).inputs[0]
    let expected = centralDifferences(at: x.doubles) {
      zip(both($0), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(found.values, expected) < gradientBudget)
    let forgetful = Activation(output: activation.output)
    #expect(
      layer.backward(dy, of: forgetful, inputs: [x], wantsInputGradient: true).inputs[0] == found)
  }

  /// NumPy:
  ///
  ///     z = np.sin(np.arange(12) * 1.1).reshape(3, 2, 2) * 3
  ///     s = np.array([1 + 0.5 / 3 * sum(z[d] ** 2 for d in range(max(0, c - 1), min(3, c + 2)))
  ///     for c in range(3)])
  ///     print(z * s ** -0.75)
  @Test func threeChannelsAsNumPyHasThem() {
    let x = Tensor(shape: [1, 3, 2, 2], values: Tensor.sines(12, step: 1.1).map { 3 * $0 })
    let y = LocalResponseNormalization(size: 3, alpha: 0.5).forward([x])
    let expected = [
      0, 1.191393, 1.37757, -0.23788, -1.294177, -0.874025, 0.355681, 1.367622, 0.795486, -0.798063,
      -1.446202,
      -0.628594,
    ]
    #expect(relativeError(y.values, expected) < 1e-6)
  }

  @Test func theNumberOfThreadsDoesNotMatter() {
    let x = Tensor.normal([5, 8, 6, 6], seed: 3)
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) { LocalResponseNormalization(alpha: 1).forward([x]) }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  /// An image of 7 channels of 9000 numbers is cut into three pieces of channels for threads;
  /// training goes through it as a whole.
  @Test func aLargeImageIsThatOfItsPieces() {
    let x = Tensor.normal([2, 7, 90, 100], seed: 4)
    let layer = LocalResponseNormalization(alpha: 1)
    var random = RandomSource(seed: 1)
    #expect(layer.forward([x]) == layer.forwardForTraining([x], random: &random).output)
  }

  @Test(
    arguments: [
      ["size": .integers([4])], ["size": .integers([0])], ["alpha": .number(-1)], ["k": .number(0)],
      ["beta": .number(.nan)], ["beta": .text("3/4")],
    ] as [[String: Attribute]])
  func whatMakesNoSenseIsRefused(attributes: [String: Attribute]) {
    #expect(throws: NetworkError.self) {
      try LocalResponseNormalization(attributes: attributes, inputShapes: [[3, 2, 2]])
    }
  }

  @Test func vectorsAreRefused() {
    #expect(throws: NetworkError.self) {
      try LocalResponseNormalization(attributes: [:], inputShapes: [[12]])
    }
  }
}
