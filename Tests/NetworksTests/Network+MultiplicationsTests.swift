import Networks
import TestSupport
import Testing

struct NetworkMultiplicationsTests {
  /// LeNet-5 by hand: 500 weights x 24 x 24 pixels, 25 000 x 8 x 8, 400 000 and 5000.
  @Test func eachWeightOnceForEachPixel() throws {
    #expect(
      try Network.lenet5().multiplicationCount == 288_000 + 1_600_000 + 405_000)
    #expect(try Network(inputShape: [4], chain: [ReLU()]).multiplicationCount == 0)
  }

  @Test func layersThatGiveNothingMultiplyNothing() throws {
    let network = try Network(
      inputs: [.init(name: "x", type: .examples([4]))],
      nodes: [
        .init(name: "a", layer: ReLU(), inputs: [.input(0)]),
        .init(name: "b", layer: Silence(), inputs: [.input(0)]),
      ], outputs: [.init(name: "y", source: .node(0))])
    #expect(network.multiplicationCount == 0)
  }

  /// Two groups of one channel: 2 x 1 x 3 x 3 weights, 4 x 4 pixels.
  @Test func groupsHaveFewerWeights() throws {
    let network = try Network(
      inputShape: [2, 6, 6],
      descriptions: [
        layer(
          "convolution", "c", nil,
          ["outputs": .integers([2]), "kernel": .integers([3]), "groups": .integers([2])])
      ])
    #expect(network.multiplicationCount == 18 * 16)
  }
}
