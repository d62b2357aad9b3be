import Networks
import Tensors
import TestSupport
import Testing

struct MultiplicationTests {
  private let x = Tensor.normal([2, 3, 4, 2], seed: 1)
  private let layer = Multiplication()

  /// Each factor serves `size` values.
  private func defined(_ x: [Double], _ factors: [Double], _ size: Int) -> [Double] {
    x.enumerated().map { $1 * factors[$0 / size] }
  }

  @Test(arguments: [([2, 3, 4, 2], 1), ([2, 3, 1, 1], 8)])
  func outputAndGradientsAreTheDefinitions(shape: [Int], size: Int) {
    let factor = Tensor.normal(shape, seed: 2)
    let y = layer.forward([x, factor])
    #expect(
      y.shape == x.shape && relativeError(y.values, defined(x.doubles, factor.doubles, size)) < 1e-6
    )
    let dy = Tensor.normal(x.shape, seed: 3)
    let found = layer.backward(
      dy, of: Activation(output: y), inputs: [x, factor], wantsInputGradient: true)
    func loss(_ x: [Double], _ factors: [Double]) -> Double {
      zip(defined(x, factors, size), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let byFirst = centralDifferences(at: x.doubles) { loss($0, factor.doubles) }
    let bySecond = centralDifferences(at: factor.doubles) { loss(x.doubles, $0) }
    #expect(relativeError(found.inputs[0].values, byFirst) < gradientBudget)
    #expect(relativeError(found.inputs[1].values, bySecond) < gradientBudget)
    #expect(found.inputs[1].shape == shape)
  }

  /// A program lets it write over either input.
  @Test(arguments: [0, 1]) func itMayWriteOverAnInput(_ place: Int) {
    let inputs = [x, Tensor.normal(x.shape, seed: 2)]
    let expected = layer.forward(inputs)
    var written = inputs[place].values
    let shape = x.shape
    written.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      Tensor.withViews(of: inputs) { views in
        var views = views
        views[place] = TensorView(shape: shape, base: UnsafePointer(base))
        layer.compute(views, into: MutableTensorView(shape: shape, base: base))
      }
    }
    #expect(written == expected.values)
  }

  @Test(arguments: [[], [[3]], [[3], [4]], [[3, 2, 2], [1, 2, 2]], [[3, 1, 1], [3, 2, 2]]])
  func shapesThatDoNotFitAreRefused(shapes: [[Int]]) {
    #expect(throws: NetworkError.self) { try Multiplication(attributes: [:], inputShapes: shapes) }
  }
}
