import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct WeightSharingTests {
  /// A network of one layer with the given weights.
  private func network(_ weights: Weights, bias: [Float]? = nil) throws -> Network {
    try Network(
      inputShape: [weights.shape[1]],
      chain: [Dense(weights: weights, bias: bias.map { .float32($0) })])
  }

  private func share(_ network: Network, _ plan: SharingPlan) throws -> (
    network: Network, outcome: SharingOutcome
  ) {
    var random = RandomSource(seed: 1)
    let (shared, outcomes) = try network.sharingWeights(["fc1": plan], random: &random)
    return (shared, try #require(outcomes.first))
  }

  private static let mask = Mask.random([20, 30], density: 0.3, seed: 5)
  private var pruned: Weights {
    .pruned(PrunedWeights(values: Tensor.normal([20, 30], seed: 4), mask: Self.mask))
  }

  @Test func zerosStayZeroAndSurvivorsTakeTheirNearestCentroid() throws {
    let (result, outcome) = try share(network(pruned), SharingPlan(bits: 4))
    guard case .shared(let shared)? = result.parameter("fc1")?.weights else {
      return #expect(Bool(false), "not shared")
    }
    #expect(shared.mask == Self.mask && shared.bits == 4 && shared.codebook.count == 16)
    #expect(outcome.layer == "fc1" && outcome.clusterCount == 16 && outcome.iterations > 0)
    var squares = 0.0
    for (position, value) in shared.dense().values.enumerated() {
      guard Self.mask[position] else {
        #expect(value == 0)
        continue
      }
      let own = pruned.tensor.values[position]
      let distances = shared.codebook.centroids.map { abs(Double($0) - Double(own)) }
      #expect(abs(Double(value) - Double(own)) == distances.min())
      squares += (Double(value) - Double(own)) * (Double(value) - Double(own))
    }
    let expected = (squares / Double(Self.mask.survivorCount)).squareRoot()
    #expect(abs(outcome.rootMeanSquareError - expected) < 1e-12)
  }

  /// Codes of seven centroids need three bits, of nine four.
  @Test(arguments: [(1, 1), (2, 1), (3, 2), (7, 3), (8, 3), (9, 4), (256, 8)])
  func levelsNeedNoPowerOfTwo(levels: Int, bits: Int) throws {
    let (result, outcome) = try share(
      network(pruned), SharingPlan(levels: levels, centroidBits: 32, biasBits: 32))
    guard case .shared(let shared)? = result.parameter("fc1")?.weights else {
      return #expect(Bool(false), "not shared")
    }
    let most = min(levels, Self.mask.survivorCount)
    #expect(shared.codebook.count == most && outcome.clusterCount == most && shared.bits == bits)
  }

  @Test(arguments: [0, 257, -1]) func otherLevelsAreRefused(levels: Int) throws {
    #expect(throws: QuantizationError.badLevels(levels)) {
      try share(network(pruned), SharingPlan(levels: levels))
    }
  }

  /// Rounding to 16 bits moves a centroid by at most 2^-11 of itself, and with it the error by not
  /// more.
  @Test func centroidsAreRoundedHere() throws {
    for bits in [5, 16, 32] {
      let precision = try #require(CentroidPrecision(bits: bits))
      let plan = SharingPlan(bits: 3, initialization: .optimal, centroidBits: bits)
      let (result, _) = try share(network(pruned), plan)
      guard case .shared(let shared)? = result.parameter("fc1")?.weights else { continue }
      #expect(shared.codebook.precision == precision)
      let values = Self.mask.survivors.map { pruned.tensor.values[Int($0)] }
      var random = RandomSource(seed: 1)
      let exact = KMeans(values, k: 8, initialization: .optimal, random: &random).centroids
      #expect(shared.codebook.centroids == precision.rounded(exact.map(Float.init)))
    }
  }

  @Test(arguments: [8, 16, 32])
  func biasesAreRoundedHere(bits: Int) throws {
    let biases = Tensor.normal([20], seed: 6).values
    let (result, _) = try share(network(pruned, bias: biases), SharingPlan(bits: 2, biasBits: bits))
    #expect(result.parameter("fc1")?.bias == Bias(rounding: biases, bits: bits))
  }

  /// Error falls by about 4 with each bit (half the spacing, squared), here in root mean square by
  /// 1.6 at least.
  @Test func everyBitHalvesTheErrorOrNearly() throws {
    let errors = try (1...6).map { bits in
      try share(
        network(.dense(Tensor.normal([50, 60], seed: 7))),
        SharingPlan(bits: bits, initialization: .optimal)
      )
      .outcome.rootMeanSquareError
    }
    #expect(zip(errors, errors.dropFirst()).allSatisfy { $0 / $1 > 1.6 && $0 / $1 < 2.2 })
  }

  /// Paper section 3: r = n b / (n log2 k + k b) with n = 16, k = 4, b = 32 is 3.2.
  @Test func theWorkedExampleCompressesByThreePointTwo() throws {
    let (result, _) = try share(
      network(.dense(Tensor.normal([4, 4], seed: 8))), SharingPlan(bits: 2, centroidBits: 32))
    guard case .shared(let shared)? = result.parameter("fc1")?.weights else {
      return #expect(Bool(false), "not shared")
    }
    let bits =
      shared.codes.count * shared.bits + shared.codebook.count
      * shared.codebook.precision.float.rawValue
    #expect(Double(16 * 32) / Double(bits) == 3.2)
  }

  @Test func sharingAgainChangesNothing() throws {
    let once = try share(network(pruned), SharingPlan(bits: 3)).network
    let (twice, outcome) = try share(once, SharingPlan(bits: 3))
    #expect(twice.parameter("fc1")?.weights.tensor == once.parameter("fc1")?.weights.tensor)
    #expect(outcome.rootMeanSquareError == 0)
  }

  @Test func layersWithoutAPlanStay() throws {
    var random = RandomSource(seed: 1)
    let (result, outcomes) = try network(pruned).sharingWeights([:], random: &random)
    #expect(outcomes.isEmpty)
    #expect(result.parameter("fc1")?.weights == pruned)
  }

  // MARK: What cannot be shared

  private func error(_ weights: Weights, _ plan: SharingPlan, bias: [Float]? = nil) throws
    -> QuantizationError?
  {
    do {
      _ = try share(network(weights, bias: bias), plan)
      return nil
    } catch let error as QuantizationError {
      return error
    }
  }

  @Test(arguments: [0, 9, 40, -1, .max])
  func bitsAreOneToEight(bits: Int) throws {
    #expect(try error(pruned, SharingPlan(bits: bits)) == .badBits(bits))
  }

  @Test func storageIsInKnownWidths() throws {
    #expect(try error(pruned, SharingPlan(bits: 4, centroidBits: 9)) == .badCentroidBits(9))
    #expect(
      try error(pruned, SharingPlan(bits: 4, centroidBits: 4))
        == .tooFewMultiples(levels: 16, bits: 4))
    #expect(try error(pruned, SharingPlan(bits: 4, biasBits: 9)) == .badBiasBits(9))
  }

  @Test func somethingMustSurvive() throws {
    let none = PrunedWeights(
      values: Tensor(zeros: [2, 2]),
      mask: Mask(shape: [2, 2], isKept: [Bool](repeating: false, count: 4)))
    #expect(try error(.pruned(none), SharingPlan(bits: 4)) == .nothingToShare(layer: "fc1"))
  }

  @Test func packedLayersAreRefused() throws {
    #expect(try error(.absent(shape: [2, 2]), SharingPlan(bits: 4)) == .packed(layer: "fc1"))
  }

  @Test(arguments: [Float.nan, .infinity])
  func numbersMustBeFinite(bad: Float) throws {
    let weights = Weights.dense(Tensor(shape: [2, 2], values: [1, bad, 2, 3]))
    #expect(try error(weights, SharingPlan(bits: 4)) == .notFinite(layer: "fc1"))
    let fine = Weights.dense(Tensor(shape: [2, 2], values: [1, 4, 2, 3]))
    for bits in [8, 16, 32] {
      #expect(
        try error(fine, SharingPlan(bits: 4, biasBits: bits), bias: [0, bad])
          == .notFinite(layer: "fc1"))
    }
  }

  /// The largest half is 65504; 65520 and more would become infinite.
  @Test func numbersTooLargeForSixteenBitsAreRefused() throws {
    let large = Weights.dense(Tensor(shape: [2, 2], values: [1, 70_000, 2, -3]))
    #expect(try error(large, SharingPlan(bits: 4)) == .tooLargeFor16Bits(layer: "fc1"))
    #expect(try error(large, SharingPlan(bits: 4, centroidBits: 32)) == nil)
    let fine = Weights.dense(Tensor(shape: [2, 2], values: [1, 65_519, 2, -3]))
    #expect(try error(fine, SharingPlan(bits: 4)) == nil)
    #expect(
      try error(fine, SharingPlan(bits: 4), bias: [0, -65_520]) == .tooLargeFor16Bits(layer: "fc1"))
    #expect(try error(fine, SharingPlan(bits: 4, biasBits: 8), bias: [0, -65_520]) == nil)
  }
}
