import Networks
import Tensors
import Testing

struct ReshapeTests {
  private let x = Tensor(shape: [2, 2, 3], values: (0..<12).map(Float.init))

  @Test func valuesStayInOrder() throws {
    let layer = Reshape(shape: [3, 2])
    let y = layer.forward([x])
    #expect(y.shape == [2, 3, 2] && y.values == x.values)
    #expect(try layer.outputShape(for: [[2, 3]]) == [3, 2])
    let gradient = layer.backward(
      y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    #expect(gradient.inputs == [x])
  }

  @Test(arguments: [[], [4], [0], [-1, -6], [1 << 40, 1 << 40], [6, 1, 1, 1, 1, 1, 1, 1, 1]])
  func shapesOfOtherSizesAreRefused(shape: [Int]) {
    #expect(throws: NetworkError.self) {
      try Reshape(attributes: ["shape": .integers(shape)], inputShapes: [[2, 3]])
    }
  }
}
