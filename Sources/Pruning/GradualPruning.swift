import Networks
import Tensors
import Training

/// Pruning while the network trains (Zhu & Gupta 2017): after every `interval` steps the weights
/// with the lowest scores over all layers together go, until
///     kept(t) = k_f + (k_0 - k_f) (1 - t)³
/// of them are left, where t runs from 0 to 1 over the first part `ramp` of the training, and k_0
/// were left before. Many weights go while the network can still find others, few at the end.
/// What is gone stays gone.
public struct GradualPruning: ConstraintSchedule {
  private let names: [String]
  /// Survivors at the start and at the end, as fractions of all weights of the layers.
  private let start: Double
  private let target: Double
  private let score: GlobalScore
  private let interval: Int
  private let ramp: Double
  private var masks: [String: Mask]

  /// Prunes the named layers of a network to `sparsity`. Precondition: 0 < ramp <= 1 and a positive
  /// interval. Throws when the sparsity is out of range or the weights of a layer are shared.
  public init(
    _ names: [String], of network: Network, sparsity: Double, score: GlobalScore = .lamp,
    ramp: Double = 1, interval: Int = 100
  ) throws(PruningError) {
    precondition(ramp > 0 && ramp <= 1 && interval > 0)
    try PruningCriterion.sparsity(sparsity).check()
    var masks: [String: Mask] = [:]
    for name in names { masks[name] = try network.prunable(name).mask }
    let count = masks.values.reduce(0) { $0 + $1.count }
    let survivors = masks.values.reduce(0) { $0 + $1.survivorCount }
    start = Double(survivors) / Double(max(1, count))
    target = min(start, 1 - sparsity)
    (self.names, self.score, self.masks) = (names, score, masks)
    (self.ramp, self.interval) = (ramp, interval)
  }

  /// The fraction of weights that is kept at t, 0...1.
  package func kept(at t: Double) -> Double {
    let rest = 1 - min(max(t, 0), 1)
    return target + (start - target) * rest * rest * rest
  }

  private func lastStep(of steps: Int) -> Int { max(1, Int((ramp * Double(steps)).rounded())) }

  public func isSettled(after step: Int, of steps: Int) -> Bool { step >= lastStep(of: steps) }

  public mutating func constraints(after step: Int, of steps: Int, network: Network)
    throws(PruningError) -> [String: any WeightConstraint]?
  {
    let last = lastStep(of: steps)
    guard step == last || (step < last && step % interval == 0) else { return nil }
    var layers: [ScoredLayer] = []
    for name in names {
      guard let weights = network.parameter(name)?.weights, let mask = masks[name] else { continue }
      layers.append(ScoredLayer(name, weights.tensor, mask, by: score))
    }
    let sparsity = 1 - kept(at: Double(step) / Double(last))
    var constraints: [String: any WeightConstraint] = [:]
    for (layer, mask) in zip(layers, ScoredLayer.masks(lowestOf: layers, sparsity: sparsity)) {
      guard mask.survivorCount > 0 else { throw .nothingLeft(layer: layer.name) }
      masks[layer.name] = mask
      constraints[layer.name] = MaskConstraint(mask)
    }
    return constraints
  }
}
