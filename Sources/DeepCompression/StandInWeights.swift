import Glibc
import Networks
import Tensors

/// Weights drawn at random with the density and the number of shared values that pruning and
/// sharing of a trained layer would have left: what speed and size can be measured on when the
/// trained weights are not at hand. They have no accuracy, and their positions are independent,
/// which codes worse than a trained layer does.
public struct StandInWeights: Sendable {
  /// Fraction of survivors, 0...1; each weight survives independently.
  public let density: Double
  /// 2^bits shared values, 1...8.
  public let bits: Int

  public init(density: Double, bits: Int) {
    precondition((0...1).contains(density) && (1...8).contains(bits))
    (self.density, self.bits) = (density, bits)
  }

  /// Survivors of each weight tensor, their codes uniform. The centroids lie on both sides of the
  /// gap around zero that magnitude pruning leaves, with the variance 2 / (survivors of an output)
  /// that keeps activations in range.
  public func weights(shape: [Int], random: inout RandomSource) -> SharedWeights {
    let count = shape.reduce(1, *)
    var isKept = [Bool](repeating: false, count: count)
    var codes: [UInt8] = []
    codes.reserveCapacity(Int(Double(count) * density * 1.01) + 16)
    var position = gap(&random)
    while position < count {
      isKept[position] = true
      codes.append(UInt8(random.next() >> (64 - UInt64(bits))))
      position += 1 + gap(&random)
    }
    let survivors = max(1, density * Double(count) / Double(max(1, shape[0])))
    return SharedWeights(
      mask: Mask(shape: shape, isKept: isKept), codes: codes,
      codebook: Codebook(centroids: centroids(deviation: sqrt(2 / survivors)), precision: .float16),
      bits: bits)
  }

  /// Pruned weights before the next survivor: geometric, floor(log u / log(1 - density)).
  private func gap(_ random: inout RandomSource) -> Int {
    guard density < 1 else { return 0 }
    guard density > 0 else { return .max / 2 }
    let uniform = Double(random.next() >> 11) * 0x1p-53 + 0x1p-54
    return Int(min(log(uniform) / log1p(-density), 1e15))
  }

  /// Evenly spaced magnitudes from d/2 to 3d/2, of both signs: ascending, none of them zero.
  private func centroids(deviation: Double) -> [Float] {
    let half = 1 << (bits - 1)
    let magnitudes = (0..<half).map { Float(deviation * (0.5 + (Double($0) + 0.5) / Double(half))) }
    return magnitudes.reversed().map { -$0 } + magnitudes
  }
}

extension Network {
  /// The same network with drawn weights in the layers named, and biases rounded to 16 bits.
  public func standingIn(_ plans: [String: StandInWeights], random: inout RandomSource) -> Network {
    var network = self
    for name in weightNames {
      guard let plan = plans[name] else { continue }
      var own = random.split()
      network.updateParameter(name) { layer in
        layer.weights = .shared(plan.weights(shape: layer.weights.shape, random: &own))
        layer.bias = layer.bias.map { Bias(rounding: $0.values, bits: 16) }
      }
    }
    return network
  }
}
