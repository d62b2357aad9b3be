import Networks
import Testing

struct LeNet300Tests {
  /// 784 · 300 + 300 + 300 · 100 + 100 + 100 · 10 + 10 = 266 610; the paper's 1070 KB.
  @Test func parametersAreThePapers() throws {
    let network = try Network.lenet300()
    #expect(network.parameterCount == 266_610)
    #expect(network.denseBytes == 1_066_440)
    #expect(network.nodes.map(\.name) == ["fc1", "relu1", "fc2", "relu2", "fc3"])
    #expect(network.inputShape == [784] && network.outputShape == [10])
  }

  @Test func dropoutFollowsTheHiddenLayers() throws {
    let network = try Network.lenet300(dropout: 0.3)
    #expect(
      network.nodes.map(\.name) == ["fc1", "relu1", "dropout1", "fc2", "relu2", "dropout2", "fc3"])
    #expect(network.nodes.compactMap { ($0.layer as? Dropout)?.rate } == [0.3, 0.3])
    #expect(network.parameterCount == 266_610)
  }

  @Test func aRateOfOneIsRefused() {
    #expect(throws: NetworkError.self) { try Network.lenet300(dropout: 1) }
  }
}
