import Networks
import Tensors

/// How weights of different layers are compared when one sparsity is asked for all of them together.
public enum GlobalScore: Sendable, Equatable, CaseIterable {
  /// |w|: layers with small weights lose the most.
  case magnitude
  /// LAMP (Lee et al. 2021): w² divided by the sum of the squares not smaller than it in its layer. Every layer keeps
  /// at least its largest weight, whose score is 1.
  case lamp

  /// One score a weight, of which the magnitude counts.
  package func scores(of weights: Tensor, mask: Mask) -> [Float] {
    switch self {
    case .magnitude: weights.values
    case .lamp: Self.lampScores(weights, mask)
    }
  }

  private static func lampScores(_ weights: Tensor, _ mask: Mask) -> [Float] {
    // Magnitude and position in one number each: sorted without a comparison of our own, in half the time.
    var ascending = mask.survivors.map { position in
      UInt64(weights.values[Int(position)].magnitude.bitPattern) << 32 | UInt64(position)
    }
    ascending.sort()
    var scores = [Float](repeating: 0, count: weights.count)
    var sum = 0.0
    for number in ascending.reversed() {
      let position = Int(number & 0xFFFF_FFFF)
      let square = Double(weights.values[position]) * Double(weights.values[position])
      sum += square
      scores[position] = sum > 0 ? Float(square / sum) : 0
    }
    return scores
  }
}

extension Network {
  /// Removes the lowest scores over all named layers together until `sparsity` of their weights is gone.
  public func prunedGlobally(
    _ names: [String], sparsity: Double, score: GlobalScore
  ) throws(PruningError) -> Network {
    guard sparsity >= 0 && sparsity < 1 else { throw .badSparsity(sparsity) }
    var layers: [(name: String, weights: Tensor, mask: Mask)] = []
    for name in names {
      let (weights, mask) = try prunable(name)
      layers.append((name, weights, mask))
    }
    let joined = Mask(
      shape: [layers.reduce(0) { $0 + $1.mask.count }], isKept: layers.flatMap { $0.mask.isKept })
    let scores = layers.flatMap { score.scores(of: $0.weights, mask: $0.mask) }
    let kept = Mask.removingSmallest(
      scores: scores, of: joined, removed: Int((sparsity * Double(joined.count)).rounded())
    ).isKept
    var network = self
    var start = 0
    for (name, weights, mask) in layers {
      try network.setPruned(
        name, weights, Mask(shape: mask.shape, isKept: Array(kept[start..<start + mask.count])))
      start += mask.count
    }
    return network
  }
}
