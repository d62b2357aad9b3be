import Networks
import Tensors
import TestSupport
import Testing

struct DirectConvolutionTests {
  /// LeNet-5's second convolution.
  private let layer = Convolution2D(
    weights: .dense(Tensor.normal([50, 20, 5, 5], seed: 1)),
    bias: .float32(Tensor.normal([50], seed: 2).values),
    layout: WindowLayout(kernel: [5, 5]))

  @Test func lenet5sSecondConvolutionIsTheDefinition() throws {
    let x = Tensor.normal([17, 20, 12, 12], seed: 3)
    let y = layer.forward([x])
    let windows = try #require(Windows(over: [20, 12, 12], layer.layout))
    for image in [0, 16] {
      let expected = Convolution2D.naive(
        Array(x.doubles[image * 2880..<(image + 1) * 2880]), weights: layer.weights.tensor.doubles,
        bias: layer.bias?.values.map(Double.init) ?? [], windows: windows, groups: 1)
      #expect(relativeError(Array(y.values[image * 3200..<(image + 1) * 3200]), expected) < 1e-6)
    }
  }

  /// y is linear in x and in W, so <dy, y> = <dx, x> = <dW, W> when there is no bias.
  @Test func gradientsAreTheTransposedMaps() {
    let x = Tensor.normal([33, 20, 12, 12], seed: 4)
    var layer = layer
    layer.bias = nil
    let y = layer.forward([x])
    let dy = Tensor.normal(y.shape, seed: 5)
    let gradient = layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let expected = product(dy.doubles, y.doubles)
    let size = (product(dy.doubles, dy.doubles) * product(y.doubles, y.doubles)).squareRoot()
    #expect(abs(product(gradient.inputs[0].doubles, x.doubles) - expected) < 1e-6 * size)
    #expect(
      abs(product(gradient.weights?.doubles ?? [], layer.weights.tensor.doubles) - expected) < 1e-6
        * size)
  }

  @Test func theNumberOfThreadsDoesNotMatter() {
    let x = Tensor.normal([37, 20, 12, 12], seed: 6)
    let dy = Tensor.normal([37, 50, 8, 8], seed: 7)
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) {
        let y = layer.forward([x])
        let gradient = layer.backward(
          dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
        return y.values + gradient.inputs[0].values + (gradient.weights?.values ?? [])
          + (gradient.bias ?? [])
      }
    }
    #expect(sameBits(results[0], results[1]) && sameBits(results[0], results[2]))
  }

  /// Forms that vectors of 4 outputs, 4 rows and 5 taps do not divide, and a dense net of AVX-512's
  /// is that of AVX2's.
  @Test(arguments: [
    ([3, 7, 10], 7, [3, 3]), ([2, 5, 25], 5, [1, 2]), ([1, 28, 28], 20, [5, 5]),
    ([1, 1, 8], 1, [1, 1]),
  ])
  func levelsGiveTheSameBits(image: [Int], outputs: Int, kernel: [Int]) {
    let layer = Convolution2D(
      weights: .dense(Tensor.normal([outputs, image[0]] + kernel, seed: 1)),
      bias: .float32(Tensor.normal([outputs], seed: 2).values), layout: WindowLayout(kernel: kernel)
    )
    let x = Tensor.normal([5] + image, seed: 3)
    let results = ProcessorLevel.available.filter { $0 >= .avx2 }.map { level in
      ProcessorLevel.$current.withValue(level) {
        let y = layer.forward([x])
        let gradient = layer.backward(
          y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
        return y.values + gradient.inputs[0].values + (gradient.weights?.values ?? [])
      }
    }
    for result in results { #expect(sameBits(result, results[0])) }
    let byColumns = ProcessorLevel.$current.withValue(.portable) { layer.forward([x]).values }
    if let direct = results.first {
      #expect(relativeError(Array(direct[..<byColumns.count]), byColumns) < 1e-5)
    }
  }

  /// One image that is not a number spoils its own output only.
  @Test func imagesDoNotMix() {
    var x = Tensor.normal([3, 20, 12, 12], seed: 8)
    let clean = layer.forward([x])
    x.values[2880] = .nan
    let y = layer.forward([x])
    #expect(
      y.values[..<3200] == clean.values[..<3200] && y.values[6400...] == clean.values[6400...])
    #expect(y.values[3200].isNaN)
  }

  @Test func aBatchMayBeEmpty() {
    let none = Tensor(zeros: [0, 20, 12, 12])
    let y = layer.forward([none])
    #expect(y.shape == [0, 50, 8, 8])
    let gradient = layer.backward(
      y, of: Activation(output: y), inputs: [none], wantsInputGradient: true)
    #expect(gradient.weights == Tensor(zeros: [50, 20, 5, 5]) && gradient.inputs == [none])
  }
}
