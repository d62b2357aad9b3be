import Networks
import Testing

struct LayerRegistryTests {
  @Test func everyLayerIsFoundByItsOperation() throws {
    let attributes: [String: Attribute] = ["outputs": .integers([3]), "rate": .number(0.25)]
    for type in LayerRegistry.layers {
      let layer = try LayerRegistry.layer(operation: type.operation, attributes: attributes, inputShapes: [[5]])
      #expect(Swift.type(of: layer) == type)
    }
  }

  /// What a file keeps of a layer is enough to build it again.
  @Test func attributesBuildTheLayerAgain() throws {
    let layers: [any Layer] = [
      try Dense(attributes: ["outputs": .integers([3])], inputShapes: [[5]]),
      try Dense(attributes: ["outputs": .integers([3]), "bias": .integers([0])], inputShapes: [[5]]),
      ReLU(), Dropout(rate: 0.25), Flatten(),
    ]
    for layer in layers {
      let again = try LayerRegistry.layer(
        operation: type(of: layer).operation, attributes: layer.attributes, inputShapes: [[5]])
      #expect(again.attributes == layer.attributes)
      #expect((again as? Dense)?.weights == (layer as? Dense)?.weights)
      #expect((again as? Dense)?.bias == (layer as? Dense)?.bias)
    }
  }

  @Test func unknownOperationsAreRefused() {
    #expect(throws: NetworkError.unknownOperation("conv3d")) {
      try LayerRegistry.layer(operation: "conv3d", attributes: [:], inputShapes: [[5]])
    }
  }

  @Test func operationsAreDifferent() {
    #expect(Set(LayerRegistry.layers.map { $0.operation }).count == LayerRegistry.layers.count)
  }
}
