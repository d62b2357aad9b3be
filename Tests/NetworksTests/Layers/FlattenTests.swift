import Networks
import Tensors
import TestSupport
import Testing

struct FlattenTests {
  @Test(arguments: [([28, 28], [784]), ([3, 2, 5], [30]), ([7], [7]), ([], [1])])
  func allButTheBatchIsJoined(shape: [Int], expected: [Int]) throws {
    #expect(try Flatten().outputShape(for: [shape]) == expected)
    let input = Tensor.normal([2] + shape, seed: 1)
    let output = Flatten().forward([input])
    #expect(output == Tensor(shape: [2] + expected, values: input.values))
    let gradient = Flatten().backward(
      output, of: Activation(output: output), inputs: [input], wantsInputGradient: true)
    #expect(gradient.inputs == [input])
  }
}
