import Datasets
import Networks
import Tensors
import Testing
import Training

@Suite struct NetworkLossGradientTests {
  /// One linear layer of two outputs, all weights zero: softmax gives 1/2 each, so the gradient of
  /// -log p by W is (1/2 - onehot) xᵀ. For x = (1, 2), label 1: [[0.5, 1], [-0.5, -1]].
  @Test func isTheOneWorkedByHand() throws {
    let zeros = Tensor(shape: [2, 2], values: [0, 0, 0, 0])
    let network = try Network(inputShape: [2], chain: [Dense(weights: .dense(zeros), bias: nil)])
    let name = network.weightNames[0]
    let examples = Examples(inputs: Tensor(shape: [1, 2], values: [1, 2]), labels: [1])
    let gradient = try #require(try network.lossGradient(of: name, on: examples))
    #expect(gradient.shape == [2, 2])
    #expect(zip(gradient.values, [0.5, 1, -0.5, -1]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(try network.lossGradient(of: "fc9", on: examples) == nil)
  }
}
