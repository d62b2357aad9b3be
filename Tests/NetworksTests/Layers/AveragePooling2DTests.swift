import Networks
import Tensors
import TestSupport
import Testing

struct AveragePooling2DTests {
  private func defined(_ x: [Double], _ index: Int, _ layer: AveragePooling2D) -> [Double] {
    let (window, height, width) = MaxPooling2DTests.awkward[index]
    return stride(from: 0, to: x.count, by: height * width).flatMap { start in
      window.naive(
        Array(x[start..<start + height * width]), height: height, width: width, layer.naiveSummary)
        ?? []
    }
  }

  @Test(arguments: MaxPooling2DTests.awkward.indices, [true, false])
  func outputAndGradientAreTheDefinitions(_ index: Int, countsPadding: Bool) {
    let (window, height, width) = MaxPooling2DTests.awkward[index]
    let layer = AveragePooling2D(window, countsPadding: countsPadding)
    let x = Tensor.normal([2, 3, height, width], seed: 1)
    let y = layer.forward([x])
    #expect(relativeError(y.values, defined(x.doubles, index, layer)) < gradientBudget)
    let dy = Tensor.normal(y.shape, seed: 2)
    let gradient = layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true
    ).inputs[0]
    let expected = centralDifferences(at: x.doubles) { point in
      zip(defined(point, index, layer), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(gradient.values, expected) < gradientBudget)
  }

  /// Caffe by hand: 4x4 ones, windows of 3, stride 2, padding 1, rounded up: 3x3 windows. The first
  /// covers 4 pixels of 9 places; the last begins at 3, covers one pixel, and is cut at the padded
  /// edge: 2x2 places.
  @Test func thePaddingCountsAsFarAsItReaches() {
    let x = Tensor(shape: [1, 1, 4, 4], values: [Float](repeating: 36, count: 16))
    let y = AveragePooling2D(PoolingWindow(kernel: 3, stride: 2, padding: 1, roundsUp: true))
      .forward([x])
    #expect(y.values == [16, 24, 12, 24, 36, 18, 12, 18, 9])
  }

  /// The same windows without zeros: every mean is 36.
  @Test func thePaddingNeedNotCount() {
    let x = Tensor(shape: [1, 1, 4, 4], values: [Float](repeating: 36, count: 16))
    let window = PoolingWindow(kernel: 3, stride: 2, padding: 1, roundsUp: true)
    #expect(
      AveragePooling2D(window, countsPadding: false).forward([x]).values
        == [Float](repeating: 36, count: 9))
  }

  /// SqueezeNet's last layer: one window over the whole plane.
  @Test func aGlobalAverageIsTheMean() {
    let x = Tensor.wholeNumbers([2, 3, 4, 4], seed: 5)
    let y = AveragePooling2D(PoolingWindow(kernel: 4)).forward([x])
    #expect(y.shape == [2, 3, 1, 1])
    let means: [Float] = (0..<6).map { plane in
      let values = x.values[plane * 16..<(plane + 1) * 16]
      return values.reduce(Float(0)) { $0 + $1 } / 16
    }
    #expect(y.values == means)
  }
}
