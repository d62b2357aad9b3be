import Networks
import Pruning
import Quantization
import Tensors
import Training

extension Network {
  /// What retraining must preserve, by layer: the zeros of pruned layers, the sharing of shared
  /// ones.
  public var constraints: [String: any WeightConstraint] {
    var constraints: [String: any WeightConstraint] = [:]
    for name in weightNames {
      switch parameter(name)?.weights {
      case .pruned(let pruned): constraints[name] = MaskConstraint(pruned.mask)
      case .shared(let shared): constraints[name] = SharedWeightConstraint(shared)
      case .dense, .absent, nil: break
      }
    }
    return constraints
  }
}
