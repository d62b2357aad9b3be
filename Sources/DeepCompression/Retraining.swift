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

  /// The same for a network whose shared weights may change their clusters: they start from
  /// `floats`, the network before it was shared; `bitPrice` as in `StraightThroughConstraint`.
  /// Throws when that is another network, or nothing is shared.
  public func straightThroughConstraints(
    from floats: Network, bitPrice: Double = 0
  ) throws(QuantizationError) -> [String: any WeightConstraint] {
    var constraints = constraints
    for name in weightNames {
      guard let shared = parameter(name), case .shared = shared.weights else { continue }
      guard let latent = floats.parameter(name), latent.weights.shape == shared.weights.shape,
        latent.weights.state != "absent", latent.bias?.count == shared.bias?.count
      else { throw .otherFloats(layer: name) }
      constraints[name] = try StraightThroughConstraint(
        shared, latent: latent, name: name, bitPrice: bitPrice)
    }
    return constraints
  }
}
