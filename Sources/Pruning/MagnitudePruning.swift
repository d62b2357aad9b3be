import Networks
import Tensors

extension Network {
  /// Prunes each named layer by its own criterion; other layers stay as they are.
  /// Precondition: the names are weighted layers'.
  public func pruned(by criteria: [String: PruningCriterion]) throws(PruningError) -> Network {
    var network = self
    for (name, criterion) in criteria.sorted(by: { $0.key < $1.key }) {
      try criterion.check()
      let (weights, mask) = try prunable(name)
      try network.setPruned(name, weights, criterion.mask(for: weights, mask: mask))
    }
    return network
  }

  /// The weights and survivors of a layer that may still be pruned.
  func prunable(_ name: String) throws(PruningError) -> (weights: Tensor, mask: Mask) {
    guard let weights = parameter(name)?.weights else {
      return (Tensor(zeros: [0]), Mask(full: [0]))
    }
    switch weights {
    case .dense(let tensor): return (tensor, Mask(full: tensor.shape))
    case .pruned(let pruned): return (pruned.values, pruned.mask)
    case .shared, .absent: throw .alreadyShared(layer: name)
    }
  }

  /// Throws when nothing would be left: a layer without weights passes nothing on and cannot be
  /// retrained.
  mutating func setPruned(_ name: String, _ weights: Tensor, _ mask: Mask) throws(PruningError) {
    guard mask.survivorCount > 0 else { throw .nothingLeft(layer: name) }
    updateParameter(name) { $0.weights = .pruned(PrunedWeights(values: weights, mask: mask)) }
  }
}

extension PruningCriterion {
  /// Weights of one layer, pruned; `name` is for messages.
  public func pruned(_ weights: Weights, named name: String) throws(PruningError) -> Weights {
    try check()
    let (tensor, mask): (Tensor, Mask)
    switch weights {
    case .dense(let dense): (tensor, mask) = (dense, Mask(full: dense.shape))
    case .pruned(let pruned): (tensor, mask) = (pruned.values, pruned.mask)
    case .shared, .absent: throw .alreadyShared(layer: name)
    }
    let left = self.mask(for: tensor, mask: mask)
    guard left.survivorCount > 0 else { throw .nothingLeft(layer: name) }
    return .pruned(PrunedWeights(values: tensor, mask: left))
  }
}
