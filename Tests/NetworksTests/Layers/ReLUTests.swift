import Networks
import Tensors
import TestSupport
import Testing

struct ReLUTests {
  @Test func negativesBecomeZero() {
    let output = ReLU().forward([
      Tensor(shape: [2, 3], values: [-1, 0, 2, -.infinity, .infinity, -1e-37])
    ])
    #expect(output == Tensor(shape: [2, 3], values: [0, 0, 2, 0, .infinity, 0]))
  }

  /// A network that has diverged must not look healthy: nan goes through, forward and backward.
  @Test func notANumberIsPassedOn() {
    let input = Tensor(shape: [1, 20], values: [Float](repeating: .nan, count: 19) + [-1])
    let output = ReLU().forward([input])
    #expect(output.values.map(\.isNaN) == [Bool](repeating: true, count: 19) + [false])
    let gradient = ReLU().backward(
      output, of: Activation(output: output), inputs: [input], wantsInputGradient: true)
    #expect(gradient.inputs[0].values.map(\.isNaN) == [Bool](repeating: true, count: 19) + [false])
  }

  @Test(arguments: [[1, 1], [3, 17], [2, 3, 5, 7]])
  func gradientIsCentralDifferences(shape: [Int]) {
    let x = Tensor.normal(shape, seed: 1)
    let dy = Tensor.normal(shape, seed: 2)
    let output = ReLU().forward([x])
    let gradient = ReLU().backward(
      dy, of: Activation(output: output), inputs: [x], wantsInputGradient: true)
    let expected = centralDifferences(at: x.doubles, step: 1e-7) { p in
      zip(p, dy.doubles).reduce(0) { $0 + max(0, $1.0) * $1.1 }
    }
    // The step is small so that no input crosses 0; rounding of a sum of 210 terms then costs about
    // 1e-7.
    #expect(relativeError(gradient.inputs[0].values, expected) < 1e-6)
    #expect(gradient.inputs[0].shape == shape)
  }
}
