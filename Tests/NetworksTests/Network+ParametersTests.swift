import Glibc
import Networks
import Tensors
import TestSupport
import Testing

struct NetworkParametersTests {
  private static let table = Tensor.normal([5, 3], seed: 1)

  private func normalized() throws -> Network {
    try Network(
      inputShape: [2],
      chain: [
        Dense(weights: .dense(Tensor(zeros: [3, 2])), bias: .float32([0, 0, 0])),
        BatchNormalization(channels: 3),
      ])
  }

  @Test func furtherParametersAreNamedWithinTheirLayer() throws {
    let network = try normalized()
    #expect(
      network.parameterNames
        == ["fc1"] + ["scale", "shift", "mean", "variance"].map { "batchnorm1.\($0)" })
    #expect(network.weightNames == ["fc1"])
    #expect(network.parameter("batchnorm1.mean")?.role == .statistics)
    #expect(network.parameter("batchnorm1") == nil)
    #expect(network.layer(holding: "batchnorm1.mean") is BatchNormalization)
    #expect(network.parameterCount == 3 * 2 + 3 + 4 * 3)
  }

  @Test func aChangeReachesEveryHolder() throws {
    var network = try Network.tied(Self.table)
    let other = Tensor.normal([5, 3], seed: 2)
    network.updateParameter("words") { $0.weights = .dense(other) }
    #expect(
      network.nodes.compactMap { $0.layer.parameters.first?.weights.tensor } == [other, other])
    network.withTrainableParameter("words") { weights, _ in weights[14] = 7 }
    for node in [0, 2] {
      #expect(network.nodes[node].layer.parameters[0].values[14] == 7)
    }
    #expect(network.parameterCount == 15)
  }

  /// The first holder's numbers count.
  @Test func tiedLayersBeginWithTheSameNumbers() throws {
    let network = try Network.tied(Self.table)
    #expect(network.nodes[2].layer.parameters[0].weights == .dense(Self.table))
  }

  /// sum of dy · tanh(T[w]) Tᵀ, where T counts at both places.
  @Test func gradientsOfTiedLayersAreAdded() throws {
    let network = try Network.tied(Self.table)
    let words = TypedTensor(shape: [4], .int64([3, 0, 3, 1]))
    let dy = Tensor.normal([4, 5], seed: 3)
    var random = RandomSource(seed: 0)
    let activations = try network.forwardForTraining([words], random: &random)
    let found = network.parameterGradients(
      try network.backward([dy], inputs: [words], activations: activations))
    let expected = centralDifferences(at: Self.table.doubles) { t in
      var sum = 0.0
      for (place, word) in [3, 0, 3, 1].enumerated() {
        for row in 0..<5 {
          let product = (0..<3).reduce(0.0) { $0 + tanh(t[word * 3 + $1]) * t[row * 3 + $1] }
          sum += Double(dy.values[place * 5 + row]) * product
        }
      }
      return sum
    }
    #expect(found.count == 1)
    #expect(relativeError(found[0]?.weights.values ?? [], expected) < gradientBudget)
  }

  @Test func trackingSetsStatisticsOnly() throws {
    var network = try normalized()
    let x = Tensor(shape: [2, 2], values: [1, 2, 3, 4])
    network.updateParameter("fc1") {
      $0.weights = .dense(Tensor(shape: [3, 2], values: [1, 0, 0, 1, 1, 1]))
    }
    var random = RandomSource(seed: 0)
    let activations = try network.forwardForTraining(x, random: &random)
    for index in network.nodes.indices { network.track(activations[index], at: index) }
    // 0.1 of the means 2, 3 and 5.
    #expect(
      relativeError(network.parameter("batchnorm1.mean")?.values ?? [], [0.2, 0.3, 0.5]) < 1e-6)
    #expect(network.parameter("batchnorm1.scale")?.values == [1, 1, 1])
  }

  @Test func oneNumberThatIsNoneIsFound() throws {
    var network = try normalized()
    #expect(network.isFinite)
    network.withTrainableParameter("batchnorm1.shift") { values, _ in values[1] = .nan }
    #expect(!network.isFinite)
  }
}
