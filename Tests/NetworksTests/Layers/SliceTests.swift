import Networks
import Tensors
import Testing

struct SliceTests {
  private let x = Tensor(shape: [2, 3, 2], values: (0..<12).map(Float.init))

  @Test func channelsAreTaken() throws {
    let layer = Slice(begin: 1, count: 2)
    let y = layer.forward([x])
    #expect(y == Tensor(shape: [2, 2, 2], values: [2, 3, 4, 5, 8, 9, 10, 11]))
    let gradient = layer.backward(
      y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    #expect(gradient.inputs[0].shape == [2, 3, 2])
    #expect(gradient.inputs[0].values == [0, 0, 2, 3, 4, 5, 0, 0, 8, 9, 10, 11])
    #expect(try layer.outputShape(for: [[3, 2]]) == [2, 2])
  }

  @Test(arguments: [(0, 4), (3, 1), (-1, 2), (0, 0)])
  func partsBeyondTheChannelsAreRefused(begin: Int, count: Int) {
    #expect(throws: NetworkError.self) {
      try Slice(
        attributes: ["begin": .integers([begin]), "count": .integers([count])],
        inputShapes: [[3, 2]])
    }
  }
}
