import Networks
import Tensors
import TestSupport

extension Network {
  /// Layers described in short: `.init(operation:attributes:name:inputs:)`.
  static func described(_ inputShape: [Int], _ layers: [LayerDescription]) throws -> Network {
    try Network(inputShape: inputShape, descriptions: layers)
  }

  /// Every parameter drawn, weights in one of the states.
  func drawn(_ state: DrawnState, seed: UInt64 = 1) -> Network {
    var network = self
    for (index, node) in nodes.enumerated() {
      let seed = seed + UInt64(100 * index)
      if node.layer is BatchNormalization {
        let channels = node.layer.parameters[0].weights.count
        let values = Tensor.normal([4, channels], seed: seed).values.map { abs($0) + 0.1 }
        for (row, name) in node.parameterNames.enumerated() {
          network.updateParameter(name) {
            let range = row * channels..<(row + 1) * channels
            $0.weights = .dense(Tensor(shape: [channels], values: Array(values[range])))
          }
        }
      }
      network.updateParameter(node.name) { layer in
        layer.weights = state.weights(layer.weights.shape, seed: seed)
        layer.bias = layer.bias.map {
          Bias(rounding: Tensor.normal([$0.count], seed: seed + 1).values, bits: state.biasBits)
        }
      }
    }
    return network
  }
}

/// How a drawn layer holds its weights.
struct DrawnState: Sendable {
  enum Form: Sendable {
    case dense, pruned
    case shared(bits: Int)
  }

  let form: Form
  var density: Float = 1
  var precision = CentroidPrecision.float16
  var biasBits = 32

  func weights(_ shape: [Int], seed: UInt64) -> Weights {
    let columns = Float(max(1, shape.dropFirst().reduce(1, *)))
    let values = Tensor.normal(shape, seed: seed).map { $0 / columns.squareRoot() }
    let mask = Mask.random(shape, density: density, seed: seed + 2)
    switch form {
    case .dense: return .dense(values)
    case .pruned:
      let kept = zip(values.values, mask.isKept).map { $1 ? $0 : 0 }
      return .pruned(PrunedWeights(values: Tensor(shape: shape, values: kept), mask: mask))
    case .shared(let bits):
      var random = RandomSource(seed: seed + 3)
      let centroids = Tensor.normal([1 << bits], seed: seed + 4).values.map {
        $0 / columns.squareRoot()
      }
      // The smaller of two: some codes are frequent, so that codewords differ in length.
      let codes = (0..<mask.survivorCount).map { _ in
        UInt8(min(random.below(1 << bits), random.below(1 << bits)))
      }
      return .shared(
        SharedWeights(
          mask: mask, codes: codes, codebook: Codebook(centroids: centroids, precision: precision),
          bits: bits))
    }
  }
}
