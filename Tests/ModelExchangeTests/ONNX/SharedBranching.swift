import ModelExchange
import Networks
import Tensors
import TestSupport

/// For files that have nothing beside them.
struct NoFiles: Error {}

extension ONNXModel {
  /// The branching network, its matrix "w" half pruned and shared by so many values.
  static func sharing(centroids: Int) throws -> Network {
    var network = try ONNXFile.read(ONNXModel.branching.bytes) { _ in throw NoFiles() }
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
}
