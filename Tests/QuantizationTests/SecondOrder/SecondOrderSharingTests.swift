import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct SecondOrderSharingTests {
  /// Two layers behind inputs that hang together, as pixels do.
  private func network(mask: Mask? = nil) throws -> Network {
    let values = Tensor.normal([24, 32], seed: 1)
    let first: Weights =
      mask.map { .pruned(PrunedWeights(values: values, mask: $0)) } ?? .dense(values)
    return try Network(
      inputShape: [32],
      chain: [
        Dense(weights: first, bias: .float32([Float](repeating: 0.5, count: 24))), ReLU(),
        Dense(
          weights: .dense(Tensor.normal([6, 24], seed: 2)),
          bias: .float32([Float](repeating: 0, count: 6))),
      ])
  }

  private static func inputs(seed: UInt64) -> [[TypedTensor]] {
    var random = RandomSource(seed: seed)
    return (0..<8).map { _ in
      let values = (0..<20).flatMap { _ -> [Float] in
        let common = (0..<3).map { _ in random.normal() }
        return (0..<32).map { common[$0 % 3] + 0.2 * random.normal() }
      }
      return [TypedTensor(Tensor(shape: [20, 32], values: values))]
    }
  }

  private func sharing(_ network: Network, _ batches: [[TypedTensor]]) throws -> SecondOrderSharing
  {
    var random = RandomSource(seed: 3)
    return try SecondOrderSharing(
      network, names: network.weightNames, batches: batches, divergence: .squares, random: &random)
  }

  private func plan(_ network: Network, price: Double = 0, bits: Int = 3) -> SecondOrderPlan {
    SecondOrderPlan(
      price: price, bits: Dictionary(uniqueKeysWithValues: network.weightNames.map { ($0, bits) }))
  }

  private func error(_ shared: Network, _ network: Network) throws -> Double {
    let judges = Self.inputs(seed: 99)
    return OutputDivergence.squares.between(
      try judges.map { try network.evaluated($0) }, try judges.map { try shared.evaluated($0) })
  }

  /// On inputs that chose nothing, with as many levels, a small part of what k-means loses.
  @Test func losesLessThanKMeans() throws {
    let network = try network()
    let (shared, outcomes) = try sharing(network, Self.inputs(seed: 7)).shared(plan(network))
    var random = RandomSource(seed: 3)
    let plans = Dictionary(
      uniqueKeysWithValues: network.weightNames.map { ($0, SharingPlan(bits: 3)) })
    let byMeans = try network.sharingWeights(plans, random: &random).network
    #expect(try error(shared, network) < 0.4 * error(byMeans, network))
    #expect(outcomes.map(\.layer) == ["fc1", "fc2"])
    // Eight levels and zero, and eight times 16 bits for 144 weights at least.
    #expect(outcomes.allSatisfy { $0.levels <= 8 && $0.isCalibrated && $0.bits <= 3.2 + 128 / 144 })
    for name in network.weightNames {
      guard case .shared(let weights)? = shared.parameter(name)?.weights else {
        Issue.record("\(name) is not shared")
        continue
      }
      #expect(weights.codebook.count <= 8 && weights.bits == 3)
    }
  }

  @Test func prunedWeightsStayPruned() throws {
    let mask = Mask.random([24, 32], density: 0.4, seed: 6)
    let network = try network(mask: mask)
    let (shared, _) = try sharing(network, Self.inputs(seed: 7)).shared(plan(network))
    let kept = try #require(shared.parameter("fc1")?.weights.mask)
    #expect(zip(kept.isKept, mask.isKept).allSatisfy { !$0 || $1 })
    #expect(kept.survivorCount > mask.survivorCount / 2)
  }

  /// A dearer bit: fewer bits, more loss; and both near what was expected.
  @Test func pricesRuleBits() throws {
    let network = try network()
    let sharing = try sharing(network, Self.inputs(seed: 7))
    var lastBits = Double.infinity
    var lastError = 0.0
    for bits in [3000.0, 2000, 1000] {
      let price = sharing.price(forBits: bits)
      #expect(abs(sharing.expected(price: price).bits / bits - 1) < 1e-6)
      let (shared, outcomes) = try sharing.shared(plan(network, price: price, bits: 8))
      let taken = zip(outcomes, [768.0, 144]).reduce(0) { $0 + $1.0.bits * $1.1 }
      #expect(abs(taken / bits - 1) < 0.25 && taken < lastBits)
      let lost = try error(shared, network)
      #expect(lost > lastError)
      (lastBits, lastError) = (taken, lost)
    }
    let divergence = sharing.expected(price: 1e-3).divergence
    #expect(abs(sharing.price(forDivergence: divergence) / 1e-3 - 1) < 1e-6)
  }

  /// What the first layer takes beside what was expected, the second one makes good; afterwards
  /// what is expected is what they took.
  @Test(arguments: [2000.0, 2500]) func bitsAreSpentInOnePass(goal: Double) throws {
    let network = try network()
    let sharing = try sharing(network, Self.inputs(seed: 7))
    let (_, outcomes) = try sharing.shared(plan(network, bits: 8), bits: goal)
    let taken = outcomes.reduce(0) { $0 + $1.totalBits }
    #expect(abs(taken / goal - 1) < 0.1, "\(taken)")
    let learned = sharing.corrected(by: outcomes)
    for (layer, outcome) in zip(learned.layers, outcomes) {
      let expected = layer.point(price: outcome.price / layer.sensitivity).bits
      #expect(abs(expected / outcome.totalBits - 1) < 1e-9)
    }
  }

  @Test func weightsAloneDecideWithoutInputs() throws {
    let network = try network()
    let sharing = try sharing(network, [])
    #expect(sharing.layers.allSatisfy { !$0.isCalibrated })
    let (shared, outcomes) = try sharing.shared(plan(network, bits: 4))
    #expect(outcomes.allSatisfy { !$0.isCalibrated && $0.levels <= 16 })
    #expect(try error(shared, network) < 0.02)
  }

  @Test func threadsDoNotMatter() throws {
    let network = try network()
    let results = try [1, 3].map { threads in
      try Parallel.$threads.withValue(threads) {
        try sharing(network, Self.inputs(seed: 7)).shared(plan(network, price: 1e-4, bits: 8))
          .network
      }
    }
    for name in network.weightNames {
      #expect(results[0].parameter(name) == results[1].parameter(name))
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    let network = try network()
    #expect(throws: QuantizationError.badBits(9)) { try plan(network, bits: 9).check() }
    var multiples = plan(network, bits: 4)
    multiples.centroidBits = 6
    #expect(throws: QuantizationError.multiplesOfTheMethod(bits: 6)) { try multiples.check() }
    var large = network
    large.updateParameter("fc2") {
      $0.weights = .dense(Tensor.normal([6, 24], seed: 2).map { $0 * 1e6 })
    }
    let sharing = try sharing(large, Self.inputs(seed: 7))
    #expect(throws: QuantizationError.tooLargeFor16Bits(layer: "fc2")) {
      try sharing.shared(plan(network))
    }
  }
}
