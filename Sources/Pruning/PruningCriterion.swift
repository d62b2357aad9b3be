import Networks
import Tensors

/// Which weights of one layer go. What an earlier pruning removed never comes back.
public enum PruningCriterion: Sendable, Equatable {
  /// The smallest magnitudes, until this fraction of all weights of the layer is gone. 0 removes
  /// none.
  case sparsity(Double)
  /// Every |w| below it.
  case threshold(Double)
  /// Every |w| below quality x standard deviation of the layer's surviving weights (Han et al.
  /// 2015, section 3).
  case quality(Double)
  /// The magnitudes up to a cut that was found before: a layer's part in a selection over several.
  case cut(MagnitudeCut)

  /// Throws when the number is out of range.
  public func check() throws(PruningError) {
    switch self {
    case .sparsity(let value): if !(value >= 0 && value < 1) { throw .badSparsity(value) }
    case .threshold(let value): if !(value >= 0 && value.isFinite) { throw .badThreshold(value) }
    case .quality(let value): if !(value >= 0 && value.isFinite) { throw .badQuality(value) }
    case .cut: break
    }
  }

  /// The mask after pruning `weights`, whose survivors so far are `mask`.
  public func mask(for weights: Tensor, mask: Mask) -> Mask {
    switch self {
    case .sparsity(let sparsity):
      return .removingSmallest(
        scores: weights.values, of: mask, removed: Int((sparsity * Double(weights.count)).rounded())
      )
    case .cut(let cut): return cut.mask(of: weights.values, mask)
    case .threshold(let threshold):
      return Self.mask(for: weights, mask: mask, below: threshold)
    case .quality(let quality):
      let survivors = Tensor(
        shape: [mask.survivorCount], values: mask.gathered(weights.values))
      return Self.mask(for: weights, mask: mask, below: quality * survivors.standardDeviation)
    }
  }

  private static func mask(for weights: Tensor, mask: Mask, below threshold: Double) -> Mask {
    let values = weights.values
    return mask.filtered { !(Double(abs(values[$0])) < threshold) }
  }
}
