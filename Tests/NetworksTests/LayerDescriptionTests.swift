import Networks
import Testing

struct LayerDescriptionTests {
  private func dense(_ outputs: Int, name: String? = nil) -> LayerDescription {
    LayerDescription(operation: "dense", attributes: ["outputs": .integers([outputs])], name: name)
  }

  @Test func eachLayerIsFittedToTheShapeBeforeIt() throws {
    let network = try Network(
      inputShape: [2, 3],
      descriptions: [
        LayerDescription(operation: "flatten"), dense(4), LayerDescription(operation: "relu"),
        dense(2),
      ])
    #expect(network.outputShapes == [[6], [4], [4], [2]])
    #expect(network.nodes.map(\.name) == ["flatten1", "fc1", "relu1", "fc2"])
    #expect(network.parameter("fc1")?.weights.shape == [4, 6])
    #expect(network.nodes.map(\.inputs) == [[.input], [.node(0)], [.node(1)], [.node(2)]])
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
    let network = try Network(
      inputShape: [3], descriptions: [dense(4, name: "fc2"), dense(2), dense(2)])
    #expect(network.weightNames == ["fc2", "fc3", "fc4"])
  }

  private func relu(_ name: String? = nil, from inputs: [String]? = nil) -> LayerDescription {
    LayerDescription(operation: "relu", name: name, inputs: inputs)
  }

  @Test func layersReadTheOnesThatTheyName() throws {
    let network = try Network(
      inputShape: [3],
      descriptions: [
        dense(3, name: "a"), relu(from: ["input"]), relu("r", from: ["a"]),
        LayerDescription(operation: "add", inputs: ["a", "relu1", "input"]),
        LayerDescription(operation: "concat", inputs: ["add1", "r"]), dense(2),
      ])
    #expect(
      network.nodes.map(\.inputs) == [
        [.input], [.input], [.node(0)], [.node(0), .node(1), .input], [.node(3), .node(2)],
        [.node(4)],
      ])
    #expect(network.outputShapes == [[3], [3], [3], [3], [6], [2]])
    #expect(network.nodes.map(\.name) == ["a", "relu1", "r", "add1", "concat1", "fc2"])
  }

  @Test func aLayerMayTakeTheNameOfTheInput() throws {
    let network = try Network(
      inputShape: [3], descriptions: [relu("input"), relu(), relu(from: ["input"])])
    #expect(network.nodes.map(\.inputs) == [[.input], [.node(0)], [.node(0)]])
  }

  @Test(arguments: ["later", "self", "nobody"])
  func onlyEarlierLayersCanBeRead(name: String) {
    #expect(throws: NetworkError.unknownInput(layer: "self", input: name, earlier: ["relu1"])) {
      try Network(
        inputShape: [3], descriptions: [relu(), relu("self", from: [name]), relu("later")])
    }
  }

  @Test func twoLayersOfOneNameAreRefused() {
    #expect(throws: NetworkError.duplicateName("fc2")) {
      try Network(inputShape: [3], descriptions: [dense(4, name: "fc2"), dense(2, name: "fc2")])
    }
  }
}
