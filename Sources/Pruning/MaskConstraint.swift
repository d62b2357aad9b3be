import CKernels
import Networks
import Tensors
import Training

/// Removed weights stay zero: their gradients vanish, so that no optimizer moves them (Han et al.
/// 2015, section 3.1).
public struct MaskConstraint: WeightConstraint {
  private let mask: Mask
  /// 1 where the mask keeps, 0 elsewhere.
  private let factors: [Float]

  public init(_ mask: Mask) {
    self.mask = mask
    factors = mask.isKept.map { $0 ? 1 : 0 }
  }

  public func project(gradient: inout Tensor) {
    dcs_multiply(&gradient.values, factors, gradient.count)
  }

  public func restored(_ values: Tensor) -> Weights {
    .pruned(PrunedWeights(values: values, mask: mask))
  }
}
