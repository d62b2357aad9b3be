import Networks
import Tensors
import TestSupport
import Testing

struct GlobalAveragePoolingTests {
  private let x = Tensor.normal([2, 3, 5, 4], seed: 1)

  private func means(_ x: [Double]) -> [Double] {
    (0..<6).map { plane in x[plane * 20..<(plane + 1) * 20].reduce(0, +) / 20 }
  }

  @Test func outputAndGradientAreTheDefinitions() throws {
    let layer = GlobalAveragePooling()
    let y = layer.forward([x])
    #expect(y.shape == [2, 3, 1, 1] && relativeError(y.values, means(x.doubles)) < gradientBudget)
    #expect(try layer.outputShape(for: [[3, 5, 4]]) == [3, 1, 1])
    let dy = Tensor.normal([2, 3, 1, 1], seed: 2)
    let found = layer.backward(dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    let expected = centralDifferences(at: x.doubles) {
      zip(means($0), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(found.inputs[0].values, expected) < gradientBudget)
  }

  @Test(arguments: [[3], [3, 4], [3, 0, 4]]) func onlyImagesHaveMeans(shape: [Int]) {
    #expect(throws: NetworkError.self) {
      try GlobalAveragePooling(attributes: [:], inputShapes: [shape])
    }
  }
}
