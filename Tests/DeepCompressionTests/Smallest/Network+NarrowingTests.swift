import DeepCompression
import Networks
import Tensors
import TestSupport
import Testing

struct NetworkNarrowingTests {
  @Test func dropoutGoesAndNothingElse() throws {
    let network = try Network.lenet300(dropout: 0.3)
    var random = RandomSource(seed: 1)
    let full = network.initialized(random: &random)
    let bare = try full.withoutDropout()
    #expect(bare.nodes.map(\.name) == ["fc1", "relu1", "fc2", "relu2", "fc3"])
    let x = Tensor.normal([2, 784], seed: 1)
    #expect(sameBits(bare.forward(x).values, full.forward(x).values))
    #expect(try bare.withoutDropout().nodes.count == 5)
  }

  /// 2.5 sqrt(d) of the units where LAMP leaves d of the weights: with a density of 0.16 in each of
  /// two layers of the same distribution all units stay, with 0.01 a quarter.
  @Test func widthsFollowTheRootOfTheDensity() throws {
    let network = try Network(
      inputShape: [200],
      chain: [
        Dense(weights: .dense(.normal([200, 200], seed: 1)), bias: nil), ReLU(),
        Dense(weights: .dense(.normal([200, 200], seed: 2)), bias: nil),
      ])
    #expect(network.weightCount == 2 * 200 * 200)
    #expect(try network.unitCounts(for: 0.2) == ["fc1": 200])
    let narrow = try #require(try network.unitCounts(for: 0.01)["fc1"])
    #expect((45...55).contains(narrow), "\(narrow)")
  }
}
