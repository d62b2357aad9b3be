import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// What goes back into a file of another program (`NetworkOrigin+ONNX`).
struct NetworkOriginTests {
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

  @Test func arraysHaveTheirOwnNames() throws {
    let arrays = try compressed(centroids: 5).arrays(.values)
    #expect(Set(arrays.keys) == ["f", "w", "table", "small", "shift", "one"])
    let shared = try compressed(centroids: 5).arrays(.shared)
    #expect(shared["w"] == nil && shared["w.codes"]?.shape == [8, 8])
    #expect(shared["w.codebook"]?.count == 5 && shared["f"] == arrays["f"])
  }
}
