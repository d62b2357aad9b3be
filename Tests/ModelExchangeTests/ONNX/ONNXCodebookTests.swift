import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct ONNXCodebookTests {
  private struct Missing: Error {}

  /// "w" shared by so many values, "f" pruned.
  private func compressed(centroids: Int) throws -> Network {
    var network = try ONNXFile.read(ONNXModel.branching.bytes) { _ in throw Missing() }
    network.updateParameter("w") { parameter in
      let shape = parameter.weights.shape
      let mask = Mask.random(shape, density: 0.5, seed: 1)
      parameter.weights = .shared(
        SharedWeights(
          mask: mask, codes: mask.survivors.map { UInt8(Int($0) % centroids) },
          codebook: Codebook(
            centroids: (0..<centroids).map { Float($0) - 4.5 }, precision: .float32),
          bits: 8))
    }
    return network
  }

  private let inputs = [
    TypedTensor(.normal([3, 4], seed: 7)),
    TypedTensor(shape: [3, 2], [Int64](repeating: 1, count: 6)),
  ]

  /// Codes of four bits and of eight: the graph computes the same weights.
  @Test(arguments: [15, 16, 200]) func codebooksAreComputedInTheGraph(centroids: Int) throws {
    let network = try compressed(centroids: centroids)
    let values = try ONNXFile.write(network)
    let shared = try ONNXFile.write(network, form: .shared)
    let again = try ONNXFile.read(shared) { _ in throw Missing() }
    #expect(try again.evaluated(inputs) == network.evaluated(inputs))
    #expect(again.inputs == network.inputs && again.outputs.map(\.name) == ["y", "e"])
    let operations = Set(again.nodes.map(\.layer.kind))
    #expect(operations.contains("Div") == (centroids < 16))
    // 64 weights in 32 or 64 bytes instead of 256, a codebook, and what it costs to say so.
    #expect(shared.count < values.count + 700 + 4 * centroids)
  }
}
