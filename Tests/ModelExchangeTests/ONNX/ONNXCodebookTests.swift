import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct ONNXCodebookTests {
  private let inputs = [
    TypedTensor(.normal([3, 4], seed: 7)),
    TypedTensor(shape: [3, 2], [Int64](repeating: 1, count: 6)),
  ]

  /// Codes of four bits and of eight: the graph computes the same weights.
  @Test(arguments: [15, 16, 200]) func codebooksAreComputedInTheGraph(centroids: Int) throws {
    let network = try ONNXModel.sharing(centroids: centroids)
    let values = try ONNXFile.write(network)
    let shared = try ONNXFile.write(network, form: .shared)
    let again = try ONNXFile.read(shared) { _ in throw NoFiles() }
    #expect(try again.evaluated(inputs) == network.evaluated(inputs))
    #expect(again.inputs == network.inputs && again.outputs.map(\.name) == ["y", "e"])
    let operations = Set(again.nodes.map(\.layer.kind))
    #expect(operations.contains("Div") == (centroids < 16))
    // 64 weights in 32 or 64 bytes instead of 256, a codebook, and what it costs to say so.
    #expect(shared.count < values.count + 700 + 4 * centroids)
  }
}
