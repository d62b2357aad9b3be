import Networks
import Tensors
import Testing

struct AdditionTests {
  private let a = Tensor(shape: [1, 3], values: [1, 2, 3])
  private let b = Tensor(shape: [1, 3], values: [10, 20, 30])

  @Test func inputsAreAdded() throws {
    #expect(Addition().forward([a, b, a]).values == [12, 24, 36])
    #expect(try Addition().outputShape(for: [[3], [3]]) == [3])
  }

  /// y = a + b: both gradients are dy.
  @Test func everyInputGetsTheGradient() {
    let gradient = Addition().backward(
      a, of: Activation(output: b), inputs: [a, b], wantsInputGradient: true)
    #expect(gradient.inputs == [a, a])
  }

  @Test(arguments: [[], [[3], [4]], [[3], [3, 1]]])
  func shapesThatDifferAreRefused(shapes: [[Int]]) {
    #expect(throws: NetworkError.self) { try Addition(attributes: [:], inputShapes: shapes) }
  }
}
