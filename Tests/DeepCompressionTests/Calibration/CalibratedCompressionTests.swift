import CompressedModels
import DeepCompression
import Networks
import Quantization
import Tensors
import Testing
import Training

/// On digits that a small network has learned.
struct CalibratedCompressionTests {
  private func trained() throws -> (network: Network, batches: CalibrationBatches) {
    var random = RandomSource(seed: 2)
    let data = SyntheticDigits.dataset(train: 1000)
    let network = try Network(
      inputShape: [64],
      chain: [
        try Dense(attributes: ["outputs": .integers([48])], inputShapes: [[64]]), ReLU(),
        try Dense(attributes: ["outputs": .integers([10])], inputShapes: [[48]]),
      ]
    ).initialized(random: &random)
    var plan = TrainingPlan()
    (plan.epochs, plan.rate) = (6, 0.05)
    let learned = try Trainer(plan).train(network, on: data.train, random: &random).network
    return (learned, try CalibrationBatches(data.train, limit: 400, for: learned))
  }

  private func compressed(_ budget: CompressionBudget) throws -> (CalibratedCompression, Network) {
    let (network, batches) = try trained()
    let (first, second) = batches.split(judging: 2)
    var random = RandomSource(seed: 4)
    let sharing = try SecondOrderSharing(
      network, names: network.weightNames, batches: first.batches,
      divergence: .classification(.logits), random: &random)
    let plan = SecondOrderPlan(price: 0, bits: ["fc1": 8, "fc2": 8], biasBits: 8)
    let result = try CalibratedCompression(sharing, plan: plan, budget: budget, judges: second) {
      try PackedModel(encoding: $0)
    }
    return (result, network)
  }

  @Test func keepsTheBytes() throws {
    let (result, network) = try compressed(.bytes(2000))
    #expect(result.keepsBudget && result.packed.bytes <= 2000 && result.packed.bytes > 1700)
    #expect(network.denseBytes == 4 * (64 * 48 + 48 + 480 + 10))
    #expect(result.trials.contains { $0.price == result.chosen.price })
    for trial in result.trials where trial.bytes <= 2000 {
      #expect(trial.bytes <= result.chosen.bytes)
    }
    #expect(result.chosen.bytes == result.packed.bytes)
    #expect(try result.packed.decoded().parameter("fc1") == result.network.parameter("fc1"))
  }

  /// The smallest of the files that lose no more, and much smaller than 32 bits.
  @Test func keepsTheDrop() throws {
    let (result, network) = try compressed(.drop(0.01))
    let comparison = try #require(result.chosen.comparison)
    #expect(result.keepsBudget && comparison.drop <= 0.01)
    #expect(network.denseBytes > 9 * result.packed.bytes)
    for trial in result.trials where (trial.comparison?.drop ?? 1) <= 0.01 {
      #expect(trial.bytes >= result.chosen.bytes)
    }
    #expect(result.layers.map(\.layer) == ["fc1", "fc2"])
  }

  @Test func saysWhenNothingIsSmallEnough() throws {
    let (result, _) = try compressed(.bytes(100))
    #expect(!result.keepsBudget)
    #expect(result.trials.allSatisfy { $0.bytes >= result.packed.bytes })
  }
}
