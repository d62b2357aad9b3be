import Networks
import Tensors
import Testing

struct Upsampling2DTests {
  @Test func pixelsAreRepeated() throws {
    let x = Tensor(shape: [1, 1, 2, 2], values: [1, 2, 3, 4])
    let layer = Upsampling2D(factors: [2, 3])
    let y = layer.forward([x])
    let rows: [[Float]] = [[1, 1, 1, 2, 2, 2], [3, 3, 3, 4, 4, 4]]
    #expect(y.shape == [1, 1, 4, 6] && y.values == rows[0] + rows[0] + rows[1] + rows[1])
    // Six copies each.
    let gradient = layer.backward(
      y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    #expect(gradient.inputs == [Tensor(shape: [1, 1, 2, 2], values: [6, 12, 18, 24])])
    #expect(try layer.outputShape(for: [[5, 2, 2]]) == [5, 4, 6])
  }

  @Test(arguments: [[0], [1, -1], [4097], [4096, 4096]]) func othersAreRefused(factor: [Int]) {
    #expect(throws: NetworkError.self) {
      try Upsampling2D(attributes: ["factor": .integers(factor)], inputShapes: [[64, 2, 2]])
    }
  }
}
