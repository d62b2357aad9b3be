import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct DropoutAdjustmentTests {
  private func rates(_ network: Network) -> [Double] {
    network.nodes.compactMap { ($0.layer as? Dropout)?.rate }
  }

  private func network() throws -> Network {
    var random = RandomSource(seed: 1)
    return try Network.lenet300(dropout: 0.5).initialized(random: &random)
  }

  /// Han et al. 2015: D_r = D_o sqrt(C_ir / C_io). 9% and 25% of the connections: factors 0.3 and
  /// 0.5.
  @Test func ratesShrinkWithTheRootOfTheDensity() throws {
    let pruned = try network().pruned(by: [
      "fc1": .sparsity(0.91), "fc2": .sparsity(0.75), "fc3": .sparsity(0.5),
    ])
    let adjusted = rates(pruned.withAdjustedDropout())
    #expect(relativeError(adjusted, [0.15, 0.25]) < 1e-12)
    #expect(rates(pruned) == [0.5, 0.5])
  }

  @Test func denseLayersKeepTheirDropout() throws {
    #expect(rates(try network().withAdjustedDropout()) == [0.5, 0.5])
  }

  @Test func dropoutOfTheInputStays() throws {
    let dense = Dense(weights: .dense(Tensor(zeros: [2, 4])), bias: nil)
    let network = try Network(inputShape: [4], chain: [Dropout(rate: 0.2), dense])
    #expect(rates(network.withAdjustedDropout()) == [0.2])
  }

  @Test func theOldRatesCanBePutBack() throws {
    let pruned = try network().pruned(by: ["fc1": .sparsity(0.91)])
    let adjusted = pruned.withAdjustedDropout()
    #expect(rates(adjusted) != [0.5, 0.5])
    #expect(rates(adjusted.withDropout(of: pruned)) == [0.5, 0.5])
    #expect(adjusted.parameter("fc1")?.weights == pruned.parameter("fc1")?.weights)
  }
}
