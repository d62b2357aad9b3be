import Networks
import Tensors

/// 4 -> 3 -> relu -> 2, as files exchange it.
enum SmallNetwork {
  /// All weights zero.
  static func empty() throws -> Network {
    try Network(
      inputShape: [4],
      descriptions: [
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])]),
        LayerDescription(operation: "relu"),
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([2]), "bias": .integers([0])]),
      ])
  }

  /// fc1 with shared weights and f2 biases, fc2 dense.
  static func filled() throws -> Network {
    var network = try empty()
    network.updateParameter("fc1") {
      let mask = Mask(shape: [3, 4], isKept: (0..<12).map { $0 % 3 == 0 })
      let codebook = Codebook(centroids: [-1, 0.5, 2], precision: .float16)
      $0.weights = .shared(
        SharedWeights(mask: mask, codes: [2, 0, 1, 1], codebook: codebook, bits: 2))
      $0.bias = .float16([1, 2, -3])
    }
    network.updateParameter("fc2") {
      $0.weights = .dense(Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]))
    }
    return network
  }
}
