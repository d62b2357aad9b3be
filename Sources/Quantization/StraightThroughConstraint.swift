import Networks
import Tensors
import Training

/// Shared weights whose members may change their cluster while they train: floats follow the
/// gradients, the network computes with the centroid nearest to each (straight-through estimator;
/// for codebooks Stock et al. 2021). Every `interval` steps each centroid moves to the mean of its
/// members, one step of Lloyd's iteration. Biases are rounded to what the file will hold after
/// every step, too, so that nothing is lost afterwards. Removed weights stay zero.
public struct StraightThroughConstraint: LatentConstraint {
  public let latent: (weights: [Float], bias: [Float])
  private let mask: Mask
  private let survivors: [Int32]
  private let bits: Int
  private let precision: FloatPrecision
  private let biasBits: Int?
  private let interval: Int
  /// Ascending.
  private(set) var centroids: [Float]

  /// `shared` says which weights there are and where centroids start, `floats` what the weights and
  /// biases were before they were shared and rounded; `name` is for messages. Precondition: equal
  /// shapes, and a positive interval.
  public init(
    _ shared: LayerParameter, latent floats: LayerParameter, name: String, interval: Int = 50
  ) throws(QuantizationError) {
    guard case .shared(let weights) = shared.weights else { throw .notShared(layer: name) }
    precondition(floats.weights.shape == weights.shape && interval > 0)
    latent = (floats.values, floats.bias?.values ?? [])
    mask = weights.mask
    survivors = mask.survivors
    bits = weights.bits
    precision = weights.codebook.precision
    biasBits = shared.bias?.bits
    centroids = weights.codebook.centroids.sorted()
    self.interval = interval
  }

  public func project(gradient: inout Tensor) {
    for (position, isKept) in mask.isKept.enumerated() where !isKept {
      gradient.values[position] = 0
    }
  }

  public mutating func values(of weights: [Float], step: Int) -> [Float] {
    let members = survivors.map { weights[Int($0)] }
    if step > 0 && step % interval == 0 { moveCentroids(to: members) }
    let codes = NearestCentroids(centroids).codes(of: members)
    var values = [Float](repeating: 0, count: weights.count)
    for (position, code) in zip(survivors, codes) { values[Int(position)] = centroids[Int(code)] }
    return values
  }

  public func biases(of biases: [Float]) -> [Float] {
    biasBits.map { Bias(rounding: biases, bits: $0).values } ?? biases
  }

  /// A centroid without members stays where it is.
  private mutating func moveCentroids(to members: [Float]) {
    var sums = [Double](repeating: 0, count: centroids.count)
    var counts = [Int](repeating: 0, count: centroids.count)
    for (value, code) in zip(members, NearestCentroids(centroids).codes(of: members)) {
      sums[Int(code)] += Double(value)
      counts[Int(code)] += 1
    }
    centroids = centroids.indices.map { index in
      counts[index] > 0
        ? precision.rounded(Float(sums[index] / Double(counts[index]))) : centroids[index]
    }.sorted()
  }

  /// The codebook is read off the values: each centroid that a survivor has.
  public func restored(_ values: Tensor) -> Weights {
    let members = survivors.map { values.values[Int($0)] }
    let centroids = Set(members).sorted()
    let places = Dictionary(uniqueKeysWithValues: centroids.enumerated().map { ($1, UInt8($0)) })
    return .shared(
      SharedWeights(
        mask: mask, codes: members.map { places[$0] ?? 0 },
        codebook: Codebook(centroids: centroids, precision: precision), bits: bits))
  }
}
