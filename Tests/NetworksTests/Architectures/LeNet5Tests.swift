import Networks
import Tensors
import TestSupport
import Testing

struct LeNet5Tests {
  /// 20 · 25 + 20 + 50 · 20 · 25 + 50 + 500 · 800 + 500 + 10 · 500 + 10 = 431 080; the paper's 1720
  /// KB.
  @Test func parametersAreThePapers() throws {
    let network = try Network.lenet5()
    #expect(network.parameterCount == 431_080)
    #expect(network.denseBytes == 1_724_320)
    #expect(network.weightNames == ["conv1", "conv2", "fc1", "fc2"])
    #expect(
      network.nodes.map(\.name) == [
        "conv1", "maxpool1", "conv2", "maxpool2", "flatten1", "fc1", "relu1", "fc2",
      ])
  }

  /// Caffe's log of the network: 24, 12, 8, 4.
  @Test func shapesAreCaffes() throws {
    let network = try Network.lenet5()
    #expect(network.inputShape == [1, 28, 28])
    let shapes = [
      [20, 24, 24], [20, 12, 12], [50, 8, 8], [50, 4, 4], [800], [500], [500], [10],
    ]
    #expect(network.outputShapes == shapes)
  }

  @Test func dropoutFollowsTheReLU() throws {
    let network = try Network.lenet5(dropout: 0.5)
    #expect(network.nodes.map(\.name)[5...] == ["fc1", "relu1", "dropout1", "fc2"])
    #expect(throws: NetworkError.self) { try Network.lenet5(dropout: 1) }
  }

  @Test func initialWeightsFollowTheInputsOfAUnit() throws {
    var random = RandomSource(seed: 1)
    let network = try Network.lenet5().initialized(random: &random)
    // He et al. 2015: variance 2 / (20 · 25) over 25 000 weights, whose deviation is known to 0.5%;
    // 4 times that.
    let deviation = try #require(network.parameter("conv2")).weights.tensor.standardDeviation
    #expect(abs(deviation / (2.0 / 500).squareRoot() - 1) < 0.02)
  }

  /// A training step: the same bits for any number of threads.
  @Test func theNumberOfThreadsDoesNotMatter() throws {
    var random = RandomSource(seed: 2)
    let network = try Network.lenet5(dropout: 0.5).initialized(random: &random)
    let x = Tensor.normal([13, 1, 28, 28], seed: 3)
    let labels = (0..<13).map { Int32($0 % 10) }
    let results = try [1, 2, 5].map { threads in
      try Parallel.$threads.withValue(threads) {
        var random = RandomSource(seed: 4)
        let activations = try network.forwardForTraining(x, random: &random)
        let logits = activations[activations.count - 1].output
        let loss = SoftmaxCrossEntropy.lossAndGradient(logits, labels: labels)
        let gradients = try network.backward(loss.gradient, input: x, activations: activations)
        return logits.values + gradients.flatMap { ($0.weights?.values ?? []) + ($0.bias ?? []) }
      }
    }
    #expect(sameBits(results[0], results[1]) && sameBits(results[0], results[2]))
  }
}
