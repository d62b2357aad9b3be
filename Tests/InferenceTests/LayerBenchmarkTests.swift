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
      values: .normal([3, 5], seed: 1),
      mask: Mask(shape: [3, 5], isKept: (0..<15).map { $0 % 2 == 0 }))
    return try Network(
      inputShape: [6],
      chain: [
        Dense(weights: .shared(shared), bias: nil), ReLU(),
        Dense(weights: .pruned(pruned), bias: nil),
      ])
  }

  private static func settings(_ layers: [String] = ["fc1", "fc2"], rounds: Int = 2)
    -> LayerBenchmark.Settings
  {
    LayerBenchmark.Settings(layers: layers, batches: [1, 7], rounds: rounds, isCold: false)
  }

  @Test func onlyCompactLayersAreTimedAndTheWholeNetwork() throws {
    let compact = try PackedModel(encoding: Self.network()).compactNetwork()
    let results = try LayerBenchmark.run(compact, Self.settings())
    let ways: [BenchmarkedWay] = [.dcs, .denseOpenBLAS, .sparseRows]
    let both: [BenchmarkedWay] = [.dcs, .denseOpenBLAS]
    #expect(results.map(\.way) == ways + [.reading] + both + ways + both)
    #expect(
      results.map(\.layer) == [
        "fc1", "fc1", "fc1", "fc1", "all", "all", "fc1", "fc1", "fc1", "all", "all",
      ])
    #expect(results.map(\.batch) == [1, 1, 1, 1, 1, 1, 7, 7, 7, 7, 7])
    #expect(results.allSatisfy { $0.timing.median > 0 })
    #expect(results[1].ratio == results[1].timing.median / results[0].timing.median)
    #expect(results[1].bytes == 30 * 4 && results[1].products == 30)
    // Row offsets, columns and values of 4 bytes each.
    #expect(results[2].bytes == 6 * 4 + 10 * 8 && results[2].products == 10)
    #expect(results[3].bytes == results[0].bytes && results[3].products == 0)
    #expect(results[7].products == 7 * 30)
    #expect(try LayerBenchmark.run(Self.network(), Self.settings(["fc1"])).isEmpty)
  }

  @Test func severalThreadsCompareDcsAndOpenBLAS() throws {
    let compact = try PackedModel(encoding: Self.network()).compactNetwork()
    var settings = Self.settings(["fc1"])
    settings.threads = 2
    settings.isCold = true
    #expect(
      try LayerBenchmark.run(compact, settings).map(\.way) == [
        .dcs, .denseOpenBLAS, .dcs, .denseOpenBLAS,
      ])
  }

  /// Small whole numbers would hide nothing here: the inputs are normal, so sums differ in their
  /// last bits.
  @Test(arguments: [1, 7, 64])
  func allWaysComputeTheSame(batch: Int) throws {
    let weights = try #require(
      PackedModel(encoding: Self.network()).compactNetwork().parameter("fc1")?.weights)
    guard case .compact(let matrix, _) = weights else { return #expect(Bool(false), "not compact") }
    let contest = LayerContest(matrix, batch: batch, mkl: MathKernelLibrary())
    let expected = contest.result(.denseOpenBLAS)
    for way in contest.ways where way != .reading {
      #expect(relativeError(contest.result(way), expected) < 1e-5, "\(way)")
    }
    #expect(contest.result(.reading) == [Float(matrix.productBytes(batch: batch) / 4)])
  }

  /// What is timed are two ways to the same numbers.
  @Test func bothFormsComputeTheSame() throws {
    let network = try Self.network()
    let compact = try PackedModel(encoding: network).compactNetwork()
    let input = Tensor.wholeNumbers([4, 6], seed: 3)
    let weights = try #require(compact.parameter("fc1")?.weights)
    #expect(weights.multiplied(by: input) == Weights.dense(weights.tensor).multiplied(by: input))
    #expect(weights.tensor == network.parameter("fc1")?.weights.tensor)
  }

  @Test func aThrowBetweenRoundsStops() throws {
    struct Stop: Error {}
    let compact = try PackedModel(encoding: Self.network()).compactNetwork()
    #expect(throws: Stop.self) { try LayerBenchmark.run(compact, Self.settings()) { throw Stop() } }
  }
}
