import Networks
import Tensors

/// Whether two networks compute with exactly the same numbers, however they store them.
enum Sameness {
  static func sameParameters(_ left: Network, _ right: Network) -> Bool {
    left.inputs.map(\.type) == right.inputs.map(\.type)
      && left.parameterNames == right.parameterNames
      && left.parameterNames.allSatisfy { name in
        guard let a = left.parameter(name), let b = right.parameter(name) else { return false }
        return sameParameters(a, b)
      }
  }

  /// Equal bit for bit: weights and biases.
  static func sameParameters(_ left: LayerParameter, _ right: LayerParameter) -> Bool {
    left.weights.shape == right.weights.shape
      && sameBits(left.weights.tensor.values, right.weights.tensor.values)
      && sameBits(left.bias?.values ?? [], right.bias?.values ?? [])
  }

  static func sameBits(_ left: [Float], _ right: [Float]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern }
  }
}
