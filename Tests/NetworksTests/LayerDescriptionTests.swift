import Networks
import Testing

struct LayerDescriptionTests {
  private func dense(_ outputs: Int, name: String? = nil) -> LayerDescription {
    LayerDescription(operation: "dense", attributes: ["outputs": .integers([outputs])], name: name)
  }

  @Test func eachLayerIsFittedToTheShapeBeforeIt() throws {
    let network = try Network(
      inputShape: [2, 3],
      descriptions: [LayerDescription(operation: "flatten"), dense(4), LayerDescription(operation: "relu"), dense(2)])
    #expect(network.outputShapes == [[6], [4], [4], [2]])
    #expect(network.nodes.map(\.name) == ["flatten1", "fc1", "relu1", "fc2"])
    #expect(network.weightedLayer("fc1")?.weights.shape == [4, 6])
    #expect(network.nodes.map(\.inputs) == [[-1], [0], [1], [2]])
  }

  @Test func ownNamesAreKeptAndTheRestIsCounted() throws {
    let network = try Network(
      inputShape: [3], descriptions: [dense(4, name: "first"), dense(4), dense(2, name: "last")])
    #expect(network.nodes.map(\.name) == ["first", "fc2", "last"])
  }

  @Test func anImageDoesNotFitADenseLayer() {
    #expect(
      throws: NetworkError.wrongInputShape(
        operation: "dense", expected: "one dimension (use flatten)", found: [1, 28, 28])
    ) { try Network(inputShape: [1, 28, 28], descriptions: [dense(4)]) }
  }

  @Test func numberedNamesAvoidTheUsersOwn() throws {
    let network = try Network(inputShape: [3], descriptions: [dense(4, name: "fc2"), dense(2), dense(2)])
    #expect(network.weightedNames == ["fc2", "fc3", "fc4"])
  }

  @Test func twoLayersOfOneNameAreRefused() {
    #expect(throws: NetworkError.duplicateName("fc2")) {
      try Network(inputShape: [3], descriptions: [dense(4, name: "fc2"), dense(2, name: "fc2")])
    }
  }
}
