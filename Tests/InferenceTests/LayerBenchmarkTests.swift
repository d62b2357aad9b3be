import CompressedModels
import Inference
import Networks
import Tensors
import TestSupport
import Testing

@Suite struct LayerBenchmarkTests {
  /// 6 -> 5 -> 3, the first layer shared with 10 survivors and 4 centroids, the second pruned.
  private static func network() throws -> Network {
    let mask = Mask(shape: [5, 6], isKept: (0..<30).map { $0 % 3 == 0 })
    let shared = SharedWeights(
      mask: mask, codes: (0..<10).map { UInt8($0 % 4) },
      codebook: Codebook(centroids: [-1, -0.5, 0.5, 1], precision: .float16), bits: 2)
    let pruned = PrunedWeights(
      values: .normal([3, 5], seed: 1), mask: Mask(shape: [3, 5], isKept: (0..<15).map { $0 % 2 == 0 }))
    return try Network(
      inputShape: [6],
      chain: [Dense(weights: .shared(shared), bias: nil), ReLU(), Dense(weights: .pruned(pruned), bias: nil)])
  }

  @Test func onlyCompactLayersAreTimed() throws {
    let compact = try PackedModel(encoding: Self.network()).compactNetwork()
    let results = try LayerBenchmark.run(compact, batches: [1, 7], rounds: 2)
    #expect(results.map(\.layer) == ["fc1", "fc1"])
    #expect(results.map(\.batch) == [1, 7])
    for result in results {
      #expect(result.dense.median > 0 && result.compact.median > 0)
      #expect(result.speedup == result.dense.median / result.compact.median)
      #expect(result.denseBytes == 30 * 4)
      // Row offsets, column indices, codes, centroids.
      #expect(result.compactBytes == 6 * 4 + 10 * 2 + 10 + 4 * 4)
    }
    #expect(try LayerBenchmark.run(Self.network(), batches: [1], rounds: 1).isEmpty)
  }

  /// What is timed are two ways to the same numbers.
  @Test func bothFormsComputeTheSame() throws {
    let network = try Self.network()
    let compact = try PackedModel(encoding: network).compactNetwork()
    let input = Tensor.wholeNumbers([4, 6], seed: 3)
    let weights = try #require(compact.weightedLayer("fc1")?.weights)
    #expect(weights.multiplied(by: input) == Weights.dense(weights.tensor).multiplied(by: input))
    #expect(weights.tensor == network.weightedLayer("fc1")?.weights.tensor)
  }

  @Test func aThrowBetweenRoundsStops() throws {
    struct Stop: Error {}
    let compact = try PackedModel(encoding: Self.network()).compactNetwork()
    #expect(throws: Stop.self) { try LayerBenchmark.run(compact, batches: [1], rounds: 9) { throw Stop() } }
  }
}
