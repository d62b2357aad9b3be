import Glibc
import Networks
import Tensors
import TestSupport
import Testing

struct SoftmaxTests {
  /// [N, C, pixels], in double precision and without the precaution against overflow.
  private func defined(_ x: [Double], _ shape: [Int]) -> [Double] {
    let (classes, pixels) = (shape[1], shape[2...].reduce(1, *))
    return x.indices.map { place in
      let start = place / (classes * pixels) * classes * pixels + place % pixels
      return exp(x[place]) / (0..<classes).reduce(0) { $0 + exp(x[start + $1 * pixels]) }
    }
  }

  @Test(arguments: [[3, 4], [1, 1], [2, 5, 2, 3]])
  func outputAndGradientAreTheDefinitions(shape: [Int]) {
    let x = Tensor.normal(shape, seed: 1)
    let y = Softmax().forward([x])
    #expect(relativeError(y.values, defined(x.doubles, shape)) < gradientBudget)
    let dy = Tensor.normal(shape, seed: 2)
    let found = Softmax().backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true
    ).inputs[0]
    let expected = centralDifferences(at: x.doubles) {
      zip(defined($0, shape), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    // One class has the probability 1 whatever its score: the gradient is 0 but for rounding.
    let scale = max(1, expected.reduce(0) { max($0, abs($1)) })
    #expect(zip(found.doubles, expected).allSatisfy { abs($0 - $1) < gradientBudget * scale })
  }

  /// e^0 : e^ln3 = 1 : 3, also where exp itself would overflow.
  @Test func largeScoresDoNotOverflow() {
    let y = Softmax().forward([Tensor(shape: [2, 2], values: [0, 1.0986123, 1000, 1001.0986])])
    #expect(abs(y.values[0] - 0.25) < 1e-6 && abs(y.values[1] - 0.75) < 1e-6)
    // 1001.0986 is rounded to a multiple of 2^-14.
    #expect(abs(y.values[2] - 0.25) < 1e-4 && abs(y.values[3] - 0.75) < 1e-4)
  }

  @Test func scalarsAreRefused() {
    #expect(throws: NetworkError.self) { try Softmax(attributes: [:], inputShapes: [[]]) }
  }
}
