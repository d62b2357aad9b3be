import Networks
import Tensors

/// The settings of one layer's trained quantization.
public struct SharingPlan: Sendable, Equatable {
  /// Bits of a code of fixed length, 1...8.
  public var bits: Int
  /// k, the number of shared weights, 1...256; nil: 2^bits.
  public var levels: Int?
  public var initialization: CentroidInitialization
  /// 16 or 32: how centroids are stored; 2 to 8: as multiples of a step, of so many bits each.
  public var centroidBits: Int
  /// 2 to 8, 16 or 32: how biases are stored.
  public var biasBits: Int

  public init(
    bits: Int, initialization: CentroidInitialization = .linear, centroidBits: Int = 16,
    biasBits: Int = 16
  ) {
    (self.bits, self.initialization) = (bits, initialization)
    (self.centroidBits, self.biasBits) = (centroidBits, biasBits)
  }

  /// With a number of shared weights that need not be a power of two, 1...256.
  public init(
    levels: Int, initialization: CentroidInitialization = .optimal, centroidBits: Int = 16,
    biasBits: Int = 16
  ) {
    let bits = max(1, Int.bitWidth - max(0, levels - 1).leadingZeroBitCount)
    self.init(
      bits: bits, initialization: initialization, centroidBits: centroidBits, biasBits: biasBits)
    self.levels = levels
  }

  /// Throws when a setting is out of range.
  public func check() throws(QuantizationError) { _ = try checked() }

  func checked() throws(QuantizationError) -> CentroidPrecision {
    if let levels, !(1...256).contains(levels) { throw .badLevels(levels) }
    guard (1...8).contains(bits) else { throw .badBits(bits) }
    guard Bias.canStore(bits: biasBits) else { throw .badBiasBits(biasBits) }
    guard let precision = CentroidPrecision(bits: centroidBits) else {
      throw .badCentroidBits(centroidBits)
    }
    let count = levels ?? 1 << bits
    guard count <= precision.largestCount else {
      throw .tooFewMultiples(levels: count, bits: centroidBits)
    }
    return precision
  }
}

/// What sharing did to one layer.
public struct SharingOutcome: Sendable, Equatable {
  public let layer: String
  public let clusterCount: Int
  /// Centroids that lost all members and were placed anew.
  public let reseeded: Int
  public let iterations: Int
  /// Root of the mean squared change of a surviving weight, rounding of centroids included.
  public let rootMeanSquareError: Double
}

extension Network {
  /// Replaces the surviving weights of each named layer by shared ones, each layer with its own
  /// codebook (paper section 3). Rounds centroids and biases to what the file will hold: coding is
  /// lossless from here on.
  public func sharingWeights(
    _ plans: [String: SharingPlan], random: inout RandomSource
  ) throws(QuantizationError) -> (network: Network, outcomes: [SharingOutcome]) {
    var network = self
    var outcomes: [SharingOutcome] = []
    for name in weightNames {
      guard let plan = plans[name], let layer = parameter(name) else { continue }
      let (shared, outcome) = try Self.share(layer.weights, name, plan, &random)
      let bias = try Self.rounded(layer.bias, name, bits: plan.biasBits)
      outcomes.append(outcome)
      network.updateParameter(name) { ($0.weights, $0.bias) = (.shared(shared), bias) }
    }
    return (network, outcomes)
  }

  /// Whether rounding to 16 bits keeps numbers to 2^-10 of their root mean square: halves of 2^-14
  /// and more do, each to 2^-11 of itself; smaller ones lose their digits one by one.
  private static func areKept(_ values: [Float], as rounded: [Float]) -> Bool {
    var (energy, error) = (0.0, 0.0)
    for (value, rounded) in zip(values, rounded) {
      energy += Double(value) * Double(value)
      error += Double(value - rounded) * Double(value - rounded)
    }
    return error <= energy * 0x1p-20
  }

  /// Only halves can overflow: the scale of 8-bit biases follows the largest.
  static func rounded(_ bias: Bias?, _ name: String, bits: Int) throws(QuantizationError)
    -> Bias?
  {
    guard let values = bias?.values else { return nil }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(layer: name) }
    let rounded = Bias(rounding: values, bits: bits)
    guard rounded.values.allSatisfy(\.isFinite) else { throw .tooLargeFor16Bits(layer: name) }
    guard bits != 16 || areKept(values, as: rounded.values) else {
      throw .tooSmallFor16Bits(layer: name)
    }
    return rounded
  }

  /// The weights of one layer; `name` is for messages.
  package static func share(
    _ weights: Weights, _ name: String, _ plan: SharingPlan, _ random: inout RandomSource
  ) throws(QuantizationError) -> (SharedWeights, SharingOutcome) {
    let precision = try plan.checked()
    if case .absent = weights { throw .packed(layer: name) }
    let tensor = weights.tensor
    let mask = weights.mask ?? Mask(full: tensor.shape)
    let survivors =
      mask.survivorCount == tensor.count
      ? tensor.values : mask.survivors.map { tensor.values[Int($0)] }
    guard !survivors.isEmpty else { throw .nothingToShare(layer: name) }
    guard survivors.allSatisfy(\.isFinite) else { throw .notFinite(layer: name) }
    let clusters = KMeans(
      survivors, k: plan.levels ?? 1 << plan.bits, initialization: plan.initialization,
      random: &random)
    let codebook = Codebook(centroids: clusters.centroids.map(Float.init), precision: precision)
    guard codebook.centroids.allSatisfy(\.isFinite) else { throw .tooLargeFor16Bits(layer: name) }
    guard
      precision != .float16
        || areKept(clusters.centroids.map(Float.init), as: codebook.centroids)
    else {
      throw .tooSmallFor16Bits(layer: name)
    }
    let codes = NearestCentroids(codebook.centroids).codes(of: survivors)
    let centroids = codebook.centroids
    let squares = survivors.indices.reduce(0.0) { sum, place in
      let distance = Double(survivors[place]) - Double(centroids[Int(codes[place])])
      return sum + distance * distance
    }
    return (
      SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: plan.bits),
      SharingOutcome(
        layer: name, clusterCount: codebook.count, reseeded: clusters.reseeded,
        iterations: clusters.iterations,
        rootMeanSquareError: (squares / Double(survivors.count)).squareRoot())
    )
  }
}

extension SharedWeights {
  /// Sum of the squares of all weights.
  package var squaredSum: Double {
    var members = [Int](repeating: 0, count: codebook.count)
    for code in codes { members[Int(code)] += 1 }
    return zip(members, codebook.centroids).reduce(0) {
      $0 + Double($1.0) * Double($1.1) * Double($1.1)
    }
  }
}
