import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct NetworkUnitOrderTests {
  /// Unit 0 has one weight and is read once, unit 1 has three and is read twice: it comes first.
  @Test func unitsWithMoreWeightsComeFirst() throws {
    let network = try UnitChains.small(
      first: [0, 6, 0, 1, 2, 3], firstBias: [5, 8], second: [0, 4, 9, 7])
    let sorted = try network.sortingUnits()
    #expect(sorted.parameter("fc1")?.weights.tensor.values == [1, 2, 3, 0, 6, 0])
    #expect(sorted.parameter("fc1")?.bias?.values == [8, 5])
    #expect(sorted.parameter("fc2")?.weights.tensor.values == [4, 0, 7, 9])
  }

  @Test func nothingElseChanges() throws {
    let network = try UnitChains.images().prunedGlobally(
      ["conv1", "conv2", "fc1", "fc2"], sparsity: 0.8, score: .lamp)
    let sorted = try network.sortingUnits()
    let x = Tensor.normal([3, 2, 10, 10], seed: 6)
    #expect(relativeError(sorted.forward(x).values, network.forward(x).values) < 1e-5)
    #expect(sorted.denseBytes == network.denseBytes)
    let again = try sorted.sortingUnits()
    #expect(again.parameter("fc1")?.weights == sorted.parameter("fc1")?.weights)
  }
}
