import Networks
import Tensors
import TestSupport
import Testing

struct MaxPooling2DTests {
  /// Kernel, stride, padding, rounding up; and a plane's extents. The first three take the path for
  /// 2x2 windows.
  static let awkward: [(window: PoolingWindow, height: Int, width: Int)] = [
    (PoolingWindow(kernel: 2), 6, 18), (PoolingWindow(kernel: 2), 7, 5),
    (PoolingWindow(kernel: 2), 2, 9),
    (PoolingWindow(kernel: 2, roundsUp: true), 5, 7), (PoolingWindow(kernel: 3, stride: 2), 7, 8),
    (PoolingWindow(kernel: 3, stride: 2, roundsUp: true), 6, 8),
    (PoolingWindow(kernel: 3, padding: 1), 5, 4),
    (PoolingWindow(kernel: 3, stride: 2, padding: 1, roundsUp: true), 6, 7),
    (PoolingWindow(kernel: 1), 3, 2),
    (PoolingWindow(kernel: 1, stride: 3, roundsUp: true), 5, 7),
    (PoolingWindow(kernel: 4, stride: 1), 4, 4),
    (PoolingWindow(kernel: 2, stride: 1), 4, 9),
    (PoolingWindow(WindowLayout(kernel: [2, 3], stride: [1, 2], padding: [1, 0, 0, 2])), 4, 6),
    (PoolingWindow(WindowLayout(kernel: [2, 2], stride: [2, 2], padding: [0, 0, 1, 1])), 5, 7),
    (
      PoolingWindow(
        WindowLayout(kernel: [3, 3], stride: [2, 2], padding: [0, 1, 1, 0], roundsUp: true)), 6, 6
    ),
  ]

  /// By the definition, plane after plane.
  private func defined(_ x: [Double], _ index: Int) -> [Double] {
    let (window, height, width) = Self.awkward[index]
    return stride(from: 0, to: x.count, by: height * width).flatMap { start in
      window.naive(
        Array(x[start..<start + height * width]), height: height, width: width,
        MaxPooling2D.naiveSummary) ?? []
    }
  }

  /// Normal numbers do not tie, so the maximum is differentiable at them.
  @Test(arguments: awkward.indices)
  func outputAndGradientAreTheDefinitions(_ index: Int) throws {
    let (window, height, width) = Self.awkward[index]
    let layer = MaxPooling2D(window)
    let x = Tensor.normal([2, 3, height, width], seed: 1)
    let y = layer.forward([x])
    #expect(y.doubles == defined(x.doubles, index))
    #expect(try layer.outputShape(for: [[3, height, width]]) == Array(y.shape.dropFirst()))
    let dy = Tensor.normal(y.shape, seed: 2)
    let gradient = layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true
    ).inputs[0]
    let expected = centralDifferences(at: x.doubles) { point in
      zip(defined(point, index), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(gradient.values, expected) < gradientBudget)
  }

  /// [[1, 1], [1, 0]] and a tie at the end of a row of five windows.
  @Test(arguments: [2, 10])
  func theFirstOfEqualsTakesTheGradient(width: Int) {
    let x = Tensor(shape: [1, 1, 2, width], values: [Float](repeating: 1, count: 2 * width))
    let layer = MaxPooling2D(PoolingWindow(kernel: 2))
    let y = layer.forward([x])
    let dy = Tensor(shape: y.shape, values: [Float](repeating: 3, count: y.count))
    let gradient = layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true
    ).inputs[0]
    let expected: [Float] = (0..<2 * width).map { $0 < width && $0 % 2 == 0 ? 3 : 0 }
    #expect(gradient.values == expected)
  }

  /// A network that has diverged must not look healthy: nan wins in every corner, by either path.
  @Test(arguments: [2, 3], 0..<4)
  func nanIsTheLargest(kernel: Int, corner: Int) {
    let layer = MaxPooling2D(PoolingWindow(kernel: kernel))
    let width = kernel * 5
    for window in 0..<5 {
      var x = Tensor.normal([1, 1, kernel, width], seed: 3)
      x.values[corner / 2 * width + window * kernel + corner % 2] = .nan
      let y = layer.forward([x])
      #expect((0..<5).filter { y.values[$0].isNaN } == [window])
    }
  }

  @Test func theNumberOfThreadsDoesNotMatter() {
    let layer = MaxPooling2D(PoolingWindow(kernel: 3, stride: 2))
    let x = Tensor.normal([5, 7, 45, 45], seed: 4)
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) {
        let y = layer.forward([x])
        return y.values
          + layer.backward(y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
          .inputs[0].values
      }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func nothingIsComputedForTheNetworksInput() {
    let x = Tensor(zeros: [1, 1, 2, 2])
    let layer = MaxPooling2D(PoolingWindow(kernel: 2))
    let y = layer.forward([x])
    #expect(
      layer.backward(y, of: Activation(output: y), inputs: [x], wantsInputGradient: false).inputs
        .isEmpty)
  }
}
