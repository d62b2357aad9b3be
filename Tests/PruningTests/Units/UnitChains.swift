import Networks
import Tensors
import TestSupport

/// Chains whose units are removed in these tests.
enum UnitChains {
  /// 3 - 2 ReLU - 2, whole numbers: small enough to compute by hand.
  static func small(first: [Float], firstBias: [Float], second: [Float]) throws -> Network {
    try Network(
      inputShape: [3],
      chain: [
        Dense(weights: .dense(Tensor(shape: [2, 3], values: first)), bias: .float32(firstBias)),
        ReLU(),
        Dense(weights: .dense(Tensor(shape: [2, 2], values: second)), bias: .float32([1, 2])),
      ])
  }

  /// Convolutions, pooling, flatten and dense layers, as in LeNet-5; `padding` is that of the
  /// second convolution.
  static func images(padding: Int = 0) throws -> Network {
    func bias(_ count: Int, _ seed: UInt64) -> Bias {
      .float32(Tensor.normal([count], seed: seed).values)
    }
    return try Network(
      inputShape: [2, 10, 10],
      chain: [
        Convolution2D(
          weights: .dense(.normal([4, 2, 3, 3], seed: 1)), bias: bias(4, 11),
          layout: WindowLayout(kernel: [3, 3])),
        MaxPooling2D(PoolingWindow(WindowLayout(kernel: [2, 2], stride: 2))),
        Convolution2D(
          weights: .dense(.normal([5, 4, 3, 3], seed: 2)), bias: bias(5, 12),
          layout: WindowLayout(kernel: [3, 3], stride: 1, padding: padding)),
        Tanh(), Flatten(), Dropout(rate: 0.5),
        Dense(
          weights: .dense(.normal([6, 5 * (2 + 2 * padding) * (2 + 2 * padding)], seed: 3)),
          bias: bias(6, 13)),
        ReLU(), Dense(weights: .dense(.normal([3, 6], seed: 4)), bias: bias(3, 14)),
      ])
  }
}

extension Network {
  /// With zeros in the rows of some units of a layer.
  func zeroingRows(_ rows: [Int], of name: String) -> Network {
    changing(name) { position, shape in
      rows.contains(position / shape.dropFirst().reduce(1, *))
    }
  }

  /// With zeros where the layer `name` reads some units, `width` columns each.
  func zeroingColumns(_ units: [Int], width: Int, of name: String) -> Network {
    changing(name) { position, shape in
      units.contains(position % shape.dropFirst().reduce(1, *) / width)
    }
  }

  private func changing(_ name: String, _ isZero: (Int, [Int]) -> Bool) -> Network {
    var network = self
    network.updateParameter(name) { parameter in
      var tensor = parameter.weights.tensor
      for position in tensor.values.indices where isZero(position, tensor.shape) {
        tensor.values[position] = 0
      }
      parameter.weights = .dense(tensor)
    }
    return network
  }
}
