import Networks
import Tensors
import TestSupport
import Testing
import Training

/// What a pass keeps of the network it was given: constraints, storage, precision, frozen layers,
/// the best epoch.
struct TrainingRunTests {
  /// Keeps every other weight; its `restored` says that it was asked.
  private struct EveryOther: WeightConstraint {
    let shape: [Int]
    var mask: Mask { Mask(shape: shape, isKept: (0..<shape.reduce(1, *)).map { $0 % 2 == 0 }) }
    func project(gradient: inout Tensor) {
      for position in stride(from: 1, to: gradient.count, by: 2) { gradient.values[position] = 0 }
    }
    func restored(_ values: Tensor) -> Weights {
      .pruned(PrunedWeights(values: values, mask: mask))
    }
  }

  @Test(arguments: [Optimizer.sgd(momentum: 0.9), .adam])
  func projectedGradientsLeaveTheirWeightsAlone(optimizer: Optimizer) throws {
    var network = try TinyStudy.network()
    let constraint = EveryOther(shape: [5, 4])
    network.updateParameter("fc1") { $0.weights = constraint.restored($0.weights.tensor) }
    let before = try #require(network.parameter("fc1")).weights.tensor.values
    let plan = TinyStudy.plan { ($0.optimizer, $0.l1, $0.l2) = (optimizer, 0.01, 0.01) }
    let trained = try TinyStudy.train(plan, network: network, constraints: ["fc1": constraint])
      .network
    let weights = try #require(trained.parameter("fc1")).weights
    #expect(weights.state == "pruned" && weights.mask == constraint.mask)
    for (position, value) in weights.tensor.values.enumerated() {
      #expect(position % 2 == 1 ? value == 0 : value != before[position])
    }
    #expect(trained.parameter("fc2")?.weights.state == "dense")
  }

  @Test func frozenLayersKeepTheirBitsAndStorage() throws {
    var network = try TinyStudy.network()
    network.updateParameter("fc1") {
      $0.weights = .pruned(
        PrunedWeights(values: $0.weights.tensor, mask: .random([5, 4], density: 0.5, seed: 1)))
      $0.bias = .integers(bits: 8, scale: 0.5, multiples: [1, 2, 3, 4, 5])
    }
    let trained = try TinyStudy.train(
      TinyStudy.plan { $0.frozenLayers = ["fc1"] }, network: network
    ).network
    #expect(trained.parameter("fc1")?.weights == network.parameter("fc1")?.weights)
    #expect(trained.parameter("fc1")?.bias == network.parameter("fc1")?.bias)
    #expect(trained.parameter("fc2")?.weights != network.parameter("fc2")?.weights)
  }

  @Test(arguments: [8, 16, 32])
  func biasesComeBackInTheirPrecision(bits: Int) throws {
    var network = try TinyStudy.network()
    network.updateParameter("fc1") {
      $0.bias = Bias(rounding: [0.1, -0.2, 0.3, 0, 0.05], bits: bits)
    }
    let trained = try TinyStudy.train(TinyStudy.plan(), network: network).network
    let bias = try #require(trained.parameter("fc1")?.bias)
    #expect(bias.bits == bits)
    #expect(bias != network.parameter("fc1")?.bias)
    #expect(Bias(rounding: bias.values, bits: bits).values == bias.values)
  }

  @Test func aLayerWithoutBiasStaysSo() throws {
    var network = try TinyStudy.network()
    network.updateParameter("fc1") { $0.bias = nil }
    #expect(
      try TinyStudy.train(TinyStudy.plan(), network: network).network.parameter("fc1")?.bias
        == nil)
  }

  /// The best epoch is the first with the lowest validation error; training for just as long gives
  /// the same bits.
  @Test func theBestEpochIsKept() throws {
    let validation = TinyStudy.examples
    let wild = TinyStudy.plan { ($0.rate, $0.keepsBest, $0.epochs) = (0.5, true, 12) }
    let (kept, history) = try TinyStudy.train(wild, validation: validation)
    let errors = history.epochs.compactMap(\.validationError)
    let lowest = try #require(errors.min())
    let best = try #require(errors.firstIndex(of: lowest)) + 1
    #expect(errors.count == 12 && best < 12, "a run whose last epoch is its best tests nothing")
    var shorter = wild
    (shorter.epochs, shorter.keepsBest) = (best, false)
    let stopped = try TinyStudy.train(shorter).network
    #expect(kept.parameter("fc1")?.weights == stopped.parameter("fc1")?.weights)
    #expect(try Metrics(of: kept, on: validation).error == lowest)
  }

  @Test func withoutValidationThereIsNoError() throws {
    let history = try TinyStudy.train(TinyStudy.plan { $0.keepsBest = true }).history
    #expect(history.epochs.allSatisfy { $0.validationError == nil })
    let empty = try TinyStudy.train(TinyStudy.plan(), validation: TinyStudy.examples[0..<0]).history
    #expect(empty.epochs.allSatisfy { $0.validationError == nil })
  }
}
