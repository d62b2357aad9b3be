import Networks
import Tensors
import Training

/// Weights that share a centroid keep sharing it: each gradient becomes the sum over its cluster
/// (paper equation 3: dL/dC_k = sum of dL/dW_ij over the weights with index k), so that all members
/// move alike. Assignments stay fixed.
public struct SharedWeightConstraint: WeightConstraint {
  private let shared: SharedWeights
  private let survivors: [Int32]

  public init(_ shared: SharedWeights) {
    self.shared = shared
    survivors = shared.mask.survivors
  }

  public func project(gradient: inout Tensor) {
    var sums = [Float](repeating: 0, count: shared.codebook.count)
    for (position, code) in zip(survivors, shared.codes) {
      sums[Int(code)] += gradient.values[Int(position)]
    }
    var projected = [Float](repeating: 0, count: gradient.count)
    for (position, code) in zip(survivors, shared.codes) {
      projected[Int(position)] = sums[Int(code)]
    }
    gradient.values = projected
  }

  /// The centroids are read off the first member of each cluster; a cluster without members keeps
  /// its centroid. One that grew beyond its precision takes the largest number there is.
  public func restored(_ values: Tensor) -> Weights {
    var centroids = shared.codebook.centroids
    for (position, code) in zip(survivors, shared.codes).reversed() {
      centroids[Int(code)] = values.values[Int(position)]
    }
    let precision = shared.codebook.precision
    let stored = centroids.map { min(max($0, -precision.largest), precision.largest) }
    return .shared(
      SharedWeights(
        mask: shared.mask, codes: shared.codes,
        codebook: Codebook(centroids: stored, precision: precision),
        bits: shared.bits))
  }
}
