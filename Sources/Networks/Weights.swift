import Tensors

/// How one layer holds its weights. The layer's arithmetic is the same for all of them; a network may mix them.
public enum Weights: Sendable, Equatable {
  case dense(Tensor)
  case pruned(PrunedWeights)
  case shared(SharedWeights)

  public var shape: [Int] {
    switch self {
    case .dense(let tensor): tensor.shape
    case .pruned(let pruned): pruned.shape
    case .shared(let shared): shared.shape
    }
  }

  /// Every weight as a float.
  public var tensor: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .pruned(let pruned): pruned.values
    case .shared(let shared): shared.dense()
    }
  }

  /// Which weights survive; nil when nothing was pruned.
  public var mask: Mask? {
    switch self {
    case .dense: nil
    case .pruned(let pruned): pruned.mask
    case .shared(let shared): shared.mask
    }
  }

  public var count: Int { shape.reduce(1, *) }
  public var survivorCount: Int { mask?.survivorCount ?? count }
}
