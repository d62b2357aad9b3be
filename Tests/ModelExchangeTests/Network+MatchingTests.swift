import ModelExchange
import Networks
import Testing

struct NetworkMatchingTests {
  /// 4 -> 3 -> 2 with other names than `SmallNetwork`'s, and `last` outputs after them.
  private func other(last: Int? = nil) throws -> Network {
    var descriptions = [3, 2].map {
      LayerDescription(
        operation: "dense", attributes: ["outputs": .integers([$0])], name: "layer\($0)")
    }
    if let last {
      descriptions.append(
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([last])], name: "last"))
    }
    return try Network(inputShape: [4], descriptions: descriptions)
  }

  @Test func namesDecide() throws {
    let filled = try SmallNetwork.filled()
    #expect(try filled.arrays(for: SmallNetwork.empty()) == filled.arrays())
  }

  @Test func otherNamesGoInOrder() throws {
    let arrays = try SmallNetwork.filled().arrays(for: other())
    let network = try other().filled(from: arrays)
    // Columns of rows kept at every third place, with centroids -1, 0.5, 2 and codes 2, 0, 1, 1.
    #expect(
      network.parameter("layer3")?.weights.tensor.values == [2, 0, 0, -1, 0, 0, 0.5, 0, 0, 0.5, 0, 0])
    // fc2 has no biases: zeros.
    #expect(network.parameter("layer2")?.bias?.values == [0, 0])
    #expect(network.parameter("layer2")?.weights.tensor.values == [1, 2, 3, 4, 5, 6])
  }

  @Test func asManyAreNeededUnlessPartsDo() throws {
    let filled = try SmallNetwork.filled()
    let longer = try other(last: 5)
    #expect(
      throws: ModelExchangeError.otherLayers(
        expected: ["layer3", "layer2", "last"], found: ["fc1", "fc2"])
    ) { try filled.arrays(for: longer) }
    let arrays = try filled.arrays(for: longer, isPartial: true)
    #expect(try longer.partlyFilled(from: arrays).names == ["layer3", "layer2"])
  }

  @Test func partsEndAtAnotherShape() throws {
    let wide = try Network(
      inputShape: [4],
      descriptions: [3, 7].map {
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([$0])], name: "d\($0)")
      })
    let arrays = try SmallNetwork.filled().arrays(for: wide, isPartial: true)
    #expect(try wide.partlyFilled(from: arrays).names == ["d3"])
  }
}
