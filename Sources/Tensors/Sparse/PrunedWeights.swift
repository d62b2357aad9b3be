/// Weights of which some are removed for good: the others, and where they are.
public struct PrunedWeights: Sendable, Equatable {
  public let mask: Mask
  /// One a survivor, in row-major order of their positions.
  public let survivors: [Float]

  /// Removed weights are zero, whatever `values` has there.
  public init(values: Tensor, mask: Mask) {
    precondition(values.shape == mask.shape)
    self.mask = mask
    survivors = mask.gathered(values.values)
  }

  /// All weights; what is removed is zero.
  public var values: Tensor {
    Tensor(shape: shape, values: mask.scattered(survivors) { $0 })
  }

  public var shape: [Int] { mask.shape }
}
