import DeepCompression
import Networks
import Pruning
import Quantization
import Tensors
import TestSupport
import Testing

struct SecondOrderPruningTests {
  private static let network: Network = {
    let layers: [any Layer] = [
      Dense(
        weights: .dense(.normal([24, 16], seed: 1)),
        bias: .float32(.init(repeating: 0.1, count: 24))),
      ReLU(),
      Dense(
        weights: .dense(.normal([8, 24], seed: 2)), bias: .float32(.init(repeating: 0, count: 8))),
    ]
    guard let network = try? Network(inputShape: [16], chain: layers) else {
      preconditionFailure("layers that fit")
    }
    return network
  }()

  /// Neighbouring inputs are alike: what one weight did the next can take over.
  private static let inputs: Tensor = {
    let noise = Tensor.normal([300, 17], seed: 3).values
    var values: [Float] = []
    for row in 0..<300 {
      for place in 0..<16 {
        let own = noise[row * 17 + place]
        values.append(own + 0.9 * noise[row * 17 + place + 1])
      }
    }
    return Tensor(shape: [300, 16], values: values)
  }()

  private func pruned(
    _ amount: SecondOrderPruning.Amount, names: [String] = ["fc1", "fc2"], batches: Bool = true
  ) throws -> (network: Network, outcomes: [SecondOrderPruning.Outcome]) {
    var random = RandomSource(seed: 5)
    let pruning = try SecondOrderPruning(
      Self.network, names: names,
      batches: batches ? [[TypedTensor(Self.inputs)]] : [], random: &random)
    return try pruning.pruned(amount)
  }

  private func distance(_ network: Network) -> Float {
    let (a, b) = (Self.network.forward(Self.inputs), network.forward(Self.inputs))
    var sum: Float = 0
    for (own, other) in zip(a.values, b.values) { sum += (own - other) * (own - other) }
    return sum
  }

  @Test func asManyGoAsAreAsked() throws {
    let (network, outcomes) = try pruned(.byLayer(["fc1": 0.75]))
    #expect(network.parameter("fc1")?.weights.survivorCount == 96)
    #expect(network.parameter("fc2")?.weights.state == "dense")
    #expect(outcomes.map(\.layer) == ["fc1"] && outcomes[0].isCalibrated)
    let (both, _) = try pruned(.common(0.5))
    let left = ["fc1", "fc2"].reduce(0) { $0 + (both.parameter($1)?.weights.survivorCount ?? 0) }
    #expect(left == 288)
  }

  /// The outputs stay nearer than with the largest weights of each layer kept.
  @Test(arguments: [0.5, 0.7]) func lessIsLostThanByMagnitude(sparsity: Double) throws {
    let amounts = ["fc1": sparsity, "fc2": sparsity]
    let own = distance(try pruned(.byLayer(amounts)).network)
    let plain = distance(
      try Self.network.pruned(by: amounts.mapValues { .sparsity($0) }))
    #expect(own < 0.7 * plain, "\(own) and \(plain)")
  }

  /// Without inputs every weight is by itself: the smallest go, the others stay as they are.
  @Test func withoutInputsTheSmallestGo() throws {
    let (network, outcomes) = try pruned(.byLayer(["fc1": 0.5]), batches: false)
    let plain = try Self.network.pruned(by: ["fc1": .sparsity(0.5)])
    let (own, other) = (
      try #require(network.parameter("fc1")), try #require(plain.parameter("fc1"))
    )
    #expect(own.weights.mask == other.weights.mask && !outcomes[0].isCalibrated)
    #expect(zip(own.values, other.values).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func groupsKeepTheirShare() throws {
    let (network, _) = try pruned(.groups(kept: 2, size: 4))
    for name in ["fc1", "fc2"] {
      let kept = try #require(network.parameter(name)?.weights.mask).isKept
      #expect(
        stride(from: 0, to: kept.count, by: 4).allSatisfy { start in
          kept[start..<start + 4].count { $0 } == 2
        })
    }
    // Rows of 16 and 24 do not consist of fives.
    #expect(try pruned(.groups(kept: 1, size: 5)).outcomes.isEmpty)
  }

  @Test func threadsDoNotMatter() throws {
    let files = try [1, 3].map { threads in
      try Parallel.$threads.withValue(threads) { try pruned(.common(0.6)).network }
    }
    #expect(files[0].parameter("fc1") == files[1].parameter("fc1"))
    #expect(files[0].parameter("fc2") == files[1].parameter("fc2"))
  }

  @Test func whatCannotBeIsRefused() throws {
    #expect(throws: PruningError.badSparsity(1)) { try pruned(.common(1)) }
    #expect(throws: PruningError.badGroups(kept: 4, size: 4)) {
      try pruned(.groups(kept: 4, size: 4))
    }
    var random = RandomSource(seed: 1)
    let shared = try Self.network.sharingWeights(
      ["fc1": SharingPlan(bits: 2)], random: &random
    ).network
    #expect(throws: PruningError.alreadyShared(layer: "fc1")) {
      try SecondOrderPruning(shared, names: ["fc1"], batches: [], random: &random)
    }
  }
}
