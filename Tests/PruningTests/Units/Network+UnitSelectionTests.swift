import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct NetworkUnitSelectionTests {
  /// Filters in front of a convolution, of a flattening, and neurons: what is left computes what
  /// the wide network computes when the removed units give nothing.
  @Test(arguments: [("conv1", 4), ("conv2", 5), ("fc1", 6)])
  func removedUnitsAreThoseThatAreReadAsZero(name: String, units: Int) throws {
    let network = try UnitChains.images()
    let narrow = try network.keepingStrongestUnits([name: units - 2])
    let readers = ["conv1": ("conv2", 9), "conv2": ("fc1", 4), "fc1": ("fc2", 1)]
    let (reader, width) = try #require(readers[name])
    let kept = try keptUnits(network, narrow, name)
    #expect(kept.count == units - 2)
    let blind = network.zeroingColumns(
      (0..<units).filter { !kept.contains($0) }, width: width, of: reader)
    let x = Tensor.normal([3, 2, 10, 10], seed: 5)
    #expect(relativeError(narrow.forward(x).values, blind.forward(x).values) < 1e-5)
  }

  /// Biases differ, so that they tell which units stayed.
  private func keptUnits(_ wide: Network, _ narrow: Network, _ name: String) throws -> [Int] {
    let all = try #require(wide.parameter(name)?.bias).values
    return try #require(narrow.parameter(name)?.bias).values.map { all.firstIndex(of: $0) ?? -1 }
  }

  /// 10 - 6 - 3: 60 + 6 + 18 + 3 numbers before, 40 + 4 + 12 + 3 after, and so on.
  @Test func theFirstSizeIsRemembered() throws {
    let network = try Network(
      inputShape: [10],
      chain: [
        Dense(weights: .dense(.normal([6, 10], seed: 1)), bias: .float32([0, 0, 0, 0, 0, 0])),
        ReLU(), Dense(weights: .dense(.normal([3, 6], seed: 2)), bias: .float32([0, 0, 0])),
      ])
    #expect(network.originalBytes == 4 * 87 && network.narrowedFrom == nil)
    let narrow = try network.keepingStrongestUnits(["fc1": 4])
    #expect(narrow.denseBytes == 4 * 59 && narrow.originalBytes == 4 * 87)
    let narrower = try narrow.keepingStrongestUnits(["fc1": 2])
    #expect(narrower.denseBytes == 4 * 31 && narrower.originalBytes == 4 * 87)
    #expect(try narrower.foldingBatchNormalization().originalBytes == 4 * 87)
  }
}
