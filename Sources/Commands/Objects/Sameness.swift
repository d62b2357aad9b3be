import Networks
import Tensors

/// Whether two networks compute with exactly the same numbers, however they store them.
enum Sameness {
  static func sameParameters(_ left: Network, _ right: Network) -> Bool {
    left.inputShape == right.inputShape && left.trainableNames == right.trainableNames
      && zip(left.channelLayers, right.channelLayers).allSatisfy {
        $0.parameters.shape == $1.parameters.shape
          && sameBits($0.parameters.values, $1.parameters.values)
      }
      && left.weightedNames.allSatisfy { name in
        guard let a = left.weightedLayer(name), let b = right.weightedLayer(name) else {
          return false
        }
        return sameParameters(a, b)
      }
  }

  /// Equal bit for bit: weights and biases.
  static func sameParameters(_ left: any WeightedLayer, _ right: any WeightedLayer) -> Bool {
    left.weights.shape == right.weights.shape
      && sameBits(left.weights.tensor.values, right.weights.tensor.values)
      && sameBits(left.bias?.values ?? [], right.bias?.values ?? [])
  }

  static func sameBits(_ left: [Float], _ right: [Float]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}
