import Networks
import Tensors

/// One layer at one batch size: its compact form against the dense one through OpenBLAS, one thread each.
public struct LayerBenchmark: Sendable {
  public let layer: String
  public let batch: Int
  public let dense: InferenceTiming
  public let compact: InferenceTiming
  /// Bytes of weights that each form holds in memory.
  public let denseBytes: Int
  public let compactBytes: Int

  /// How many times faster the compact form is.
  public var speedup: Double { dense.median / max(compact.median, 1e-12) }

  /// Times every weighted layer of `network` whose weights are compact. Inputs are random, the same for both forms.
  public static func run(
    _ network: Network, batches: [Int], rounds: Int, betweenRounds: () throws -> Void = {}
  ) throws -> [LayerBenchmark] {
    var results: [LayerBenchmark] = []
    for name in network.weightedNames {
      guard let weights = network.weightedLayer(name)?.weights, case .compact(let matrix, _) = weights else { continue }
      let dense = Weights.dense(weights.tensor)
      for batch in batches {
        let input = randomInput(batch: batch, columns: matrix.columns)
        let timings = try Parallel.$threads.withValue(1) {
          try InferenceTiming.interleaved(
            [{ _ = dense.multiplied(by: input) }, { _ = weights.multiplied(by: input) }], rounds: rounds,
            betweenRounds: betweenRounds)
        }
        results.append(
          LayerBenchmark(
            layer: name, batch: batch, dense: timings[0], compact: timings[1], denseBytes: 4 * weights.count,
            compactBytes: matrix.bytes))
      }
    }
    return results
  }

  private static func randomInput(batch: Int, columns: Int) -> Tensor {
    var random = RandomSource(seed: 1)
    return Tensor(shape: [batch, columns], values: (0..<batch * columns).map { _ in random.normal() })
  }
}
