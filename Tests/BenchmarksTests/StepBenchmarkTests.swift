import Benchmarks
import CompressedModels
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

@Suite struct StepBenchmarkTests {
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

  private static func settings(
    _ layers: [String] = ["fc1", "fc2"], machine: Machine = Machine()
  ) -> StepBenchmark.Settings {
    StepBenchmark.Settings(
      layers: layers, batches: [1, 7], rounds: 2, isCold: false, machine: machine)
  }

  private static func run(
    _ settings: StepBenchmark.Settings, betweenRounds: @escaping () throws -> Void = {}
  ) throws -> [StepBenchmark] {
    let network = try network()
    return try StepBenchmark.run(
      PackedModel(encoding: network).program(on: settings.machine), dense: { network }, settings,
      betweenRounds: betweenRounds)
  }

  /// The activation is part of the first step, so no step is without weights; peers of floats are
  /// OpenBLAS alone.
  @Test func everyStepIsTimedAndTheWholeNetwork() throws {
    let results = try Self.run(Self.settings())
    let ways: [BenchmarkedWay] = [.dcs, .denseOpenBLAS, .sparseRows]
    let both: [BenchmarkedWay] = [.dcs, .denseOpenBLAS]
    #expect(
      results.map(\.way) == ways + [.reading] + both + [.dcs] + both + ways + both + [.dcs] + both)
    #expect(
      results[..<9].map(\.layer) == [
        "fc1", "fc1", "fc1", "fc1", "fc2", "fc2", "other steps", "all", "all",
      ])
    #expect(results.map(\.batch) == [Int](repeating: 1, count: 9) + [Int](repeating: 7, count: 8))
    #expect(results[0].holds == "fc1 dense + relu1 relu")
    #expect(results[6].holds == "0 steps without weights" && results[6].timing.median == 0)
    #expect(results[0].timing.median > 0)
    #expect(results[1].ratio == results[1].timing.median / results[0].timing.median)
    #expect(results[1].bytes == 30 * 4 && results[1].products == 30)
    // Row offsets, columns and values of 4 bytes each.
    #expect(results[2].bytes == 6 * 4 + 10 * 8 && results[2].products == 10)
    #expect(results[3].bytes == results[0].bytes && results[3].products == 0)
    // Ten of thirty and eight of fifteen.
    #expect(results[7].density == 18.0 / 45)
  }

  @Test func severalThreadsCompareDcsAndOpenBLAS() throws {
    var settings = Self.settings(["fc1"], machine: Machine(threads: 2))
    settings.isCold = true
    #expect(try Self.run(settings).map(\.way) == [.dcs, .denseOpenBLAS, .dcs, .denseOpenBLAS])
  }

  @Test func aThrowBetweenRoundsStops() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try Self.run(Self.settings()) { throw Stop() } }
  }
}
