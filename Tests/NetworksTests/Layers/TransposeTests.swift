import Networks
import Tensors
import TestSupport
import Testing

struct TransposeTests {
  /// y[n, k, i, j] = x[n, i, j, k]
  @Test func channelsComeToTheFront() throws {
    let x = Tensor.normal([2, 3, 4, 5], seed: 1)
    let layer = Transpose(axes: [2, 0, 1])
    let y = layer.forward([x])
    #expect(y.shape == [2, 5, 3, 4])
    for n in 0..<2 {
      for (k, i, j) in [(0, 0, 0), (4, 2, 3), (1, 2, 0), (3, 0, 2)] {
        #expect(y.values[((n * 5 + k) * 3 + i) * 4 + j] == x.values[((n * 3 + i) * 4 + j) * 5 + k])
      }
    }
    let back = layer.backward(y, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    #expect(back.inputs == [x])
    #expect(try layer.outputShape(for: [[3, 4, 5]]) == [5, 3, 4])
  }

  @Test func oneAxisStays() {
    let x = Tensor.normal([2, 3], seed: 1)
    #expect(Transpose(axes: [0]).forward([x]) == x)
  }

  @Test(arguments: [[], [1], [0, 0], [0, 1, 2], [-1, 0]]) func otherAxesAreRefused(axes: [Int]) {
    #expect(throws: NetworkError.self) {
      try Transpose(attributes: ["axes": .integers(axes)], inputShapes: [[2, 3]])
    }
  }
}
