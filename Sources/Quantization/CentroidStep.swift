import Tensors

/// One step of plain gradient descent on a codebook (paper section 3.3, Figure 3, below): the
/// gradients of all weights that share a centroid are summed, multiplied by the learning rate and
/// subtracted from it.
public struct CentroidStep: Sendable {
  /// How many weights share each centroid.
  public let members: [Int]
  /// One a centroid: the sum over its weights; 0 for a centroid without any.
  public let gradients: [Float]
  public let after: SharedWeights

  /// `gradient` has the shape of the weights. The sums and the new centroids are those of
  /// `SharedWeightConstraint`, which retraining works under. Precondition: equal shapes.
  public init(_ shared: SharedWeights, gradient: Tensor, rate: Double) {
    precondition(gradient.shape == shared.shape)
    let constraint = SharedWeightConstraint(shared)
    var projected = gradient
    constraint.project(gradient: &projected)
    var members = [Int](repeating: 0, count: shared.codebook.count)
    var sums = [Float](repeating: 0, count: shared.codebook.count)
    for (position, code) in zip(shared.mask.survivors, shared.codes) {
      members[Int(code)] += 1
      sums[Int(code)] = projected.values[Int(position)]
    }
    var moved = shared.dense()
    for (position, value) in projected.values.enumerated() {
      moved.values[position] -= Float(rate) * value
    }
    (self.members, gradients) = (members, sums)
    guard case .shared(let after) = constraint.restored(moved) else {
      preconditionFailure("a sharing constraint gives shared weights back")
    }
    self.after = after
  }
}
