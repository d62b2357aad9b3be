/// Weights of which some are removed for good: `values` is zero wherever `mask` says so.
public struct PrunedWeights: Sendable, Equatable {
  public let mask: Mask
  public let values: Tensor

  /// Sets the removed weights to zero.
  public init(values: Tensor, mask: Mask) {
    precondition(values.shape == mask.shape)
    self.mask = mask
    var kept = values
    for position in 0..<kept.count where !mask.isKept[position] { kept.values[position] = 0 }
    self.values = kept
  }

  public var shape: [Int] { mask.shape }
}
