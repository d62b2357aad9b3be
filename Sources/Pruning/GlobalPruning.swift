import Networks
import Tensors

/// How weights of different layers are compared when one sparsity is asked for all of them
/// together.
public enum GlobalScore: Sendable, Equatable, CaseIterable {
  /// |w|: layers with small weights lose the most.
  case magnitude
  /// LAMP (Lee et al. 2021): w² divided by the sum of the squares not smaller than it in its layer.
  /// Every layer keeps at least its largest weight, whose score is 1.
  case lamp

  /// One score a weight, of which the magnitude counts.
  package func scores(of weights: Tensor, mask: Mask) -> [Float] {
    switch self {
    case .magnitude: weights.values
    case .lamp: Self.lampScores(weights, mask)
    }
  }

  private static func lampScores(_ weights: Tensor, _ mask: Mask) -> [Float] {
    // Magnitude and position in one number each: sorted without a comparison of our own, in half
    // the time.
    var ascending = mask.survivors.map { position in
      UInt64(weights.values[Int(position)].magnitude.bitPattern) << 32 | UInt64(position)
    }
    ascending.sort()
    var scores = [Float](repeating: 0, count: weights.count)
    var sum = 0.0
    for number in ascending.reversed() {
      let position = Int(number & 0xFFFF_FFFF)
      scores[position] = Self.lampScore(weights.values[position], &sum)
    }
    return scores
  }

  /// `sum` is that of the squares not smaller; this one's is added.
  private static func lampScore(_ weight: Float, _ sum: inout Double) -> Float {
    let square = Double(weight) * Double(weight)
    sum += square
    return sum > 0 ? Float(square / sum) : 0
  }

  /// How many survivors have which upper bits of their scores.
  package func counts(of weights: Tensor, _ mask: Mask) -> MagnitudeCounts {
    let scores = unorderedScores(of: weights, mask: mask)
    return MagnitudeCounts(scores, Mask(full: [scores.count]))
  }

  /// The scores of survivors alone, in whatever order: what is needed to count them.
  package func unorderedScores(of weights: Tensor, mask: Mask) -> [Float] {
    let survivors = mask.gathered(weights.values)
    guard self == .lamp else { return survivors }
    var sum = 0.0
    return RadixSort.sorted(survivors.map(\.magnitude)).reversed().map { magnitude in
      Self.lampScore(magnitude, &sum)
    }
  }
}

/// A layer's weights, which of them survive so far, and one score each.
public struct ScoredLayer: Sendable {
  let name: String
  let weights: Tensor
  let mask: Mask
  let scores: [Float]

  init(_ name: String, _ weights: Tensor, _ mask: Mask, by score: GlobalScore) {
    (self.name, self.weights, self.mask) = (name, weights, mask)
    scores = score.scores(of: weights, mask: mask)
  }

  /// One mask a layer, without the lowest scores over all layers together: `sparsity` of their
  /// weights are gone, those that were gone before included.
  static func masks(lowestOf layers: [ScoredLayer], sparsity: Double) -> [Mask] {
    let joined = Mask(
      shape: [layers.reduce(0) { $0 + $1.mask.count }], isKept: layers.flatMap { $0.mask.isKept })
    let kept = Mask.removingSmallest(
      scores: layers.flatMap { $0.scores }, of: joined,
      removed: Int((sparsity * Double(joined.count)).rounded())
    ).isKept
    var start = 0
    return layers.map { layer in
      defer { start += layer.mask.count }
      return Mask(
        shape: layer.mask.shape, isKept: Array(kept[start..<start + layer.mask.count]))
    }
  }
}

extension Network {
  public func scored(_ name: String, by score: GlobalScore) throws(PruningError) -> ScoredLayer {
    let (weights, mask) = try prunable(name)
    return ScoredLayer(name, weights, mask, by: score)
  }

  /// Removes the lowest scores over all named layers together until `sparsity` of their weights is
  /// gone.
  public func prunedGlobally(
    _ names: [String], sparsity: Double, score: GlobalScore
  ) throws(PruningError) -> Network {
    var layers: [ScoredLayer] = []
    for name in names { layers.append(try scored(name, by: score)) }
    return try pruned(lowestOf: layers, sparsity: sparsity)
  }

  /// The same for layers that have their scores.
  public func pruned(lowestOf layers: [ScoredLayer], sparsity: Double) throws(PruningError)
    -> Network
  {
    try PruningCriterion.sparsity(sparsity).check()
    var network = self
    for (layer, mask) in zip(layers, ScoredLayer.masks(lowestOf: layers, sparsity: sparsity)) {
      try network.setPruned(layer.name, layer.weights, mask)
    }
    return network
  }
}
