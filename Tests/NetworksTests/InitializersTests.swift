import Networks
import Tensors
import Testing

struct InitializersTests {
  /// He et al. 2015: variance 2 / 784. With n = 235 200 weights the standard errors of mean and
  /// variance are sigma / sqrt(n) and sigma² sqrt(2 / n): 0.2% and 0.29%; 4 of each are allowed.
  @Test func weightsHaveVarianceTwoOverInputs() throws {
    var random = RandomSource(seed: 1)
    let network = try Network.lenet300().initialized(random: &random)
    let weights = try #require(network.parameter("fc1")).weights.tensor
    let deviation = (2.0 / 784).squareRoot()
    #expect(abs(weights.mean) < 0.0083 * deviation)
    #expect(abs(weights.standardDeviation / deviation - 1) < 0.006)
    let second = try #require(network.parameter("fc2")).weights.tensor
    // 30 000 weights: standard error of the deviation 0.41%.
    #expect(abs(second.standardDeviation / (2.0 / 300).squareRoot() - 1) < 0.0165)
  }

  @Test func biasesAreZero() throws {
    var random = RandomSource(seed: 1)
    let network = try Network.lenet300().initialized(random: &random)
    #expect(network.parameter("fc1")?.bias == .float32([Float](repeating: 0, count: 300)))
  }

  @Test func theSeedDecides() throws {
    let networks = try ([3, 3, 4] as [UInt64]).map { seed in
      var random = RandomSource(seed: seed)
      return try Network.lenet300().initialized(random: &random)
    }
    let weights = networks.map { $0.parameter("fc3")?.weights }
    #expect(weights[0] == weights[1])
    #expect(weights[0] != weights[2])
  }

  /// 1 100 000 weights are drawn in two blocks. 2 standard errors: 0.13% of the deviation.
  @Test func largeLayersDoNotDependOnTheThreads() throws {
    let layer = LayerDescription(operation: "dense", attributes: ["outputs": .integers([1100])])
    let networks = try [1, 2, 3].map { threads in
      var random = RandomSource(seed: 5)
      return try Parallel.$threads.withValue(threads) {
        try Network(inputShape: [1000], descriptions: [layer]).initialized(random: &random)
      }
    }
    let weights = try networks.map { try #require($0.parameter("fc1")).weights.tensor }
    #expect(weights[0] == weights[1] && weights[0] == weights[2])
    #expect(abs(weights[0].standardDeviation / (2.0 / 1000).squareRoot() - 1) < 0.0014)
    #expect(weights[0].values[..<1000] != weights[0].values[(1 << 20)..<(1 << 20) + 1000])
  }
}
