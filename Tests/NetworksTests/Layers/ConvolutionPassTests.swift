import Networks
import Tensors
import TestSupport
import Testing

struct ConvolutionPassTests {
  /// 64 · 9 · 40 columns a row: eleven rows are a band of a megabyte, 32 rows make three.
  private let layer = Convolution2D(
    weights: .dense(Tensor.normal([6, 64, 3, 3], seed: 1)), bias: .float32([1, 2, 3, 4, 5, 6]),
    layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1))
  private let x = Tensor.normal([11, 64, 32, 40], seed: 2)

  @Test func bandsJoinWithoutASeam() throws {
    let y = layer.forward([x])
    let size = 64 * 32 * 40
    let windows = try #require(Windows(over: [64, 32, 40], layer.layout))
    for image in [0, 10] {
      let expected = Convolution2D.naive(
        Array(x.doubles[image * size..<(image + 1) * size]), weights: layer.weights.tensor.doubles,
        bias: [1, 2, 3, 4, 5, 6], windows: windows, groups: 1)
      #expect(relativeError(Array(y.values[image * 7680..<(image + 1) * 7680]), expected) < 1e-5)
    }
  }

  /// dx of the whole is dx of the parts; dW is their sum (in another order).
  @Test func gradientsOfABatchAreThoseOfItsImages() {
    let small = Tensor(shape: [2, 64, 32, 40], values: Array(x.values[..<(2 * 64 * 32 * 40)]))
    let dy = Tensor.normal([2, 6, 32, 40], seed: 3)
    let whole = layer.backward(
      dy, of: Activation(output: dy), inputs: [small], wantsInputGradient: true)
    let parts = (0..<2).map { image in
      let one = Tensor(
        shape: [1, 64, 32, 40], values: Array(small.values[image * 81_920..<(image + 1) * 81_920]))
      let gradient = Tensor(
        shape: [1, 6, 32, 40], values: Array(dy.values[image * 7680..<(image + 1) * 7680]))
      return layer.backward(
        gradient, of: Activation(output: gradient), inputs: [one], wantsInputGradient: true)
    }
    #expect(whole.inputs[0].values == parts.flatMap { $0.inputs[0].values })
    let sum = zip(parts[0].weights?.doubles ?? [], parts[1].weights?.doubles ?? []).map { $0 + $1 }
    #expect(relativeError(whole.weights?.values ?? [], sum) < 1e-6)
  }

  @Test func theNumberOfThreadsDoesNotMatter() {
    let dy = Tensor.normal([11, 6, 32, 40], seed: 3)
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

  @Test func aBatchMayBeEmpty() {
    let none = Tensor(zeros: [0, 64, 32, 40])
    let y = layer.forward([none])
    #expect(y.shape == [0, 6, 32, 40])
    let gradient = layer.backward(
      y, of: Activation(output: y), inputs: [none], wantsInputGradient: true)
    #expect(gradient.weights == Tensor(zeros: [6, 64, 3, 3]) && gradient.inputs == [none])
  }
}
