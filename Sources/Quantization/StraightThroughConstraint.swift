import Networks
import Tensors
import Training

/// Shared weights whose members may change their cluster while they train: floats follow the
/// gradients, the network computes with the centroid nearest to each (straight-through estimator;
/// for codebooks Stock et al. 2021). Every `interval` steps each centroid moves to the mean of its
/// members, one step of Lloyd's iteration. Biases are rounded to what the file will hold after
/// every step, too, so that nothing is lost afterwards. Removed weights stay zero.
///
/// With a price for bits a weight takes the centroid with the least (w - c)^2 + price D bits(c),
/// where D is the mean squared distance at the start and bits(c) = -log2 of the share of the
/// weights that c has (entropy-constrained quantization: Chou, Lookabaugh and Gray 1989). At high
/// rates 2 ln 2 = 1.39 is where a bit saves as much as it costs.
public struct StraightThroughConstraint: LatentConstraint {
  public let latent: (weights: [Float], bias: [Float])
  private let mask: Mask
  private let survivors: [Int32]
  private let bits: Int
  private let precision: CentroidPrecision
  private let biasBits: Int?
  private let interval: Int
  /// Squared distance that a bit has to save.
  private let costOfBit: Double
  /// Ascending.
  private(set) var centroids: [Float]
  /// Of each centroid.
  private var codeBits: [Double]

  /// `shared` says which weights there are and where centroids start, `floats` what the weights and
  /// biases were before they were shared and rounded; `name` is for messages. Precondition: equal
  /// shapes, and a positive interval.
  public init(
    _ shared: LayerParameter, latent floats: LayerParameter, name: String, interval: Int = 50,
    bitPrice: Double = 0
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
    let (members, centroids) = (survivors.map { [latent] in latent.weights[Int($0)] }, centroids)
    let codes = NearestCentroids(centroids).codes(of: members)
    let distance = zip(members, codes).reduce(0.0) { sum, pair in
      let apart = Double(pair.0 - centroids[Int(pair.1)])
      return sum + apart * apart
    }
    costOfBit = bitPrice * distance / Double(max(1, members.count))
    codeBits = RatedLevels.exactBits(Self.counts(of: codes, centroids: centroids.count))
  }

  public func project(gradient: inout Tensor) {
    for position in 0..<mask.count where !mask[position] { gradient.values[position] = 0 }
  }

  public mutating func values(of weights: [Float], step: Int) -> [Float] {
    let members = survivors.map { weights[Int($0)] }
    if step > 0 && step % interval == 0 { moveCentroids(to: members) }
    let codes = codes(of: members)
    var values = [Float](repeating: 0, count: weights.count)
    for (position, code) in zip(survivors, codes) { values[Int(position)] = centroids[Int(code)] }
    return values
  }

  public func biases(of biases: [Float]) -> [Float] {
    biasBits.map { Bias(rounding: biases, bits: $0).values } ?? biases
  }

  private func codes(of members: [Float]) -> [UInt8] {
    costOfBit > 0
      ? NearestCentroids(centroids, costs: codeBits.map { costOfBit * $0 }).codes(of: members)
      : NearestCentroids(centroids).codes(of: members)
  }

  /// How many members each centroid has.
  private static func counts(of codes: [UInt8], centroids: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: centroids)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// A centroid without members stays where it is.
  private mutating func moveCentroids(to members: [Float]) {
    var sums = [Double](repeating: 0, count: centroids.count)
    let codes = codes(of: members)
    for (value, code) in zip(members, codes) { sums[Int(code)] += Double(value) }
    let counts = Self.counts(of: codes, centroids: centroids.count)
    codeBits = RatedLevels.exactBits(counts)
    let means = centroids.indices.map { index in
      counts[index] > 0 ? Float(sums[index] / Double(counts[index])) : centroids[index]
    }
    let moved = zip(precision.rounded(means), codeBits).sorted { $0.0 < $1.0 }
    (centroids, codeBits) = (moved.map(\.0), moved.map(\.1))
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
