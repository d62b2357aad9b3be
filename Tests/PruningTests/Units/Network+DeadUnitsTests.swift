import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct NetworkDeadUnitsTests {
  /// Unit 0 reads nothing and gives ReLU(5) = 5: with the weights 10 and -1 that read it, the
  /// biases 1 and 2 become 51 and -3.
  @Test func aConstantGoesIntoTheNextBiases() throws {
    let network = try UnitChains.small(
      first: [0, 0, 0, 1, 2, 3], firstBias: [5, 0.5], second: [10, 4, -1, 7])
    let alive = try network.withoutDeadUnits()
    #expect(alive.parameter("fc1")?.weights.tensor == Tensor(shape: [1, 3], values: [1, 2, 3]))
    #expect(alive.parameter("fc2")?.weights.tensor == Tensor(shape: [2, 1], values: [4, 7]))
    #expect(alive.parameter("fc2")?.bias?.values == [51, -3])
    #expect(alive.originalBytes == 4 * (6 + 2 + 4 + 2))
  }

  /// What nobody reads goes, and then what only that read.
  @Test func deathSpreads() throws {
    let network = try UnitChains.images().zeroingColumns([1, 4], width: 1, of: "fc2")
      .zeroingRows([0, 2, 3, 5], of: "fc1").zeroingColumns([1, 3], width: 4, of: "fc1")
    let alive = try network.withoutDeadUnits()
    // Neurons 1 and 4 were the only ones that read anything: their layer keeps one.
    #expect(alive.parameter("fc1")?.weights.shape[0] == 1)
    let x = Tensor.normal([2, 2, 10, 10], seed: 6)
    #expect(relativeError(alive.forward(x).values, network.forward(x).values) < 1e-5)
  }

  @Test(arguments: [0, 1]) func functionsStayTheSame(padding: Int) throws {
    let network = try UnitChains.images(padding: padding).zeroingRows([1], of: "conv1")
      .zeroingRows([0, 3], of: "conv2").zeroingRows([2], of: "fc1")
      .zeroingColumns([5], width: 1, of: "fc2")
    let alive = try network.withoutDeadUnits()
    let x = Tensor.normal([3, 2, 10, 10], seed: 6)
    #expect(relativeError(alive.forward(x).values, network.forward(x).values) < 1e-5)
    // A padded convolution sees zeros around the constant: such a filter must stay.
    #expect(alive.parameter("conv1")?.weights.shape[0] == (padding == 0 ? 3 : 4))
    #expect(alive.parameter("conv2")?.weights.shape[0] == 3)
    #expect(alive.parameter("fc1")?.weights.shape[0] == 4)
  }

  @Test func masksSayWhatIsGone() throws {
    let pruned = try UnitChains.images().prunedGlobally(
      ["conv1", "conv2", "fc1", "fc2"], sparsity: 0.97, score: .lamp)
    let alive = try pruned.withoutDeadUnits()
    let x = Tensor.normal([3, 2, 10, 10], seed: 6)
    #expect(alive.denseBytes < pruned.denseBytes)
    #expect(relativeError(alive.forward(x).values, pruned.forward(x).values) < 1e-5)
    #expect(alive.parameter("fc1")?.weights.state == "pruned")
  }

  @Test func aReaderWithoutBiasesKeepsTheConstant() throws {
    let network = try Network(
      inputShape: [1],
      chain: [
        Dense(weights: .dense(Tensor(shape: [2, 1], values: [0, 1])), bias: .float32([3, 0])),
        ReLU(), Dense(weights: .dense(Tensor(shape: [1, 2], values: [1, 1])), bias: nil),
      ])
    #expect(try network.withoutDeadUnits().parameter("fc1")?.weights.shape == [2, 1])
  }

  @Test func livingNetworksStayAsTheyAre() throws {
    let network = try UnitChains.images()
    let alive = try network.withoutDeadUnits()
    #expect(alive.narrowedFrom == nil && alive.denseBytes == network.denseBytes)
  }
}
