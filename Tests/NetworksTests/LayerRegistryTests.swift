import Networks
import Testing

struct LayerRegistryTests {
  @Test func everyLayerIsFoundByItsOperation() throws {
    let attributes: [String: Attribute] = [
      "outputs": .integers([3]), "rate": .number(0.25), "kernel": .integers([2]),
      "size": .integers([3]),
      "shape": .integers([32]), "axes": .integers([2, 0, 1]), "count": .integers([1]),
      "factor": .integers([2]),
    ]
    for type in LayerRegistry.layers {
      let input = type == Dense.self ? [5] : [2, 4, 4]
      let inputs = [[Int]](repeating: input, count: type == Multiplication.self ? 2 : 1)
      let layer = try LayerRegistry.layer(
        operation: type.operation, attributes: attributes, inputShapes: inputs)
      #expect(Swift.type(of: layer) == type)
    }
  }

  /// What a file keeps of a layer is enough to build it again.
  @Test func attributesBuildTheLayerAgain() throws {
    let layers: [any Layer] = [
      try Dense(attributes: ["outputs": .integers([3])], inputShapes: [[5]]),
      try Dense(
        attributes: ["outputs": .integers([3]), "bias": .integers([0])], inputShapes: [[5]]),
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

  @Test func attributesBuildLayersOfImagesAgain() throws {
    let settings: [String: Attribute] = [
      "outputs": .integers([6]), "kernel": .integers([3, 2]), "stride": .integers([2]),
      "padding": .integers([1]),
      "groups": .integers([2]), "bias": .integers([0]), "dilation": .integers([1, 2]),
    ]
    let layers: [any Layer] = [
      try Convolution2D(attributes: settings, inputShapes: [[4, 6, 6]]),
      try Convolution2D(
        attributes: [
          """
          outputs
          """: .integers([6]), "kernel": .integers([3]),
        ], inputShapes: [[4, 6, 6]]),
      LeakyReLU(negativeSlope: 0.2), Clip(lowest: nil, highest: 6), Clip(lowest: -1, highest: nil),
      Sigmoid(), Tanh(),
      GlobalAveragePooling(), Concatenation(), Addition(), Reshape(shape: [6, 24]),
      LocalResponseNormalization(size: 3, alpha: 0.1, beta: 0.5, base: 2), Softmax(),
      HardSigmoid(slope: 0.5, offset: 1), HardSwish(), SiLU(), ELU(alpha: 2),
      PReLU(slopes: [0, 0, 0, 0]), Transpose(axes: [1, 2, 0]), Slice(begin: 1, count: 3),
      Upsampling2D(factors: [3, 2]),
    ]
    for layer in layers {
      let again = try LayerRegistry.layer(
        operation: type(of: layer).operation, attributes: layer.attributes,
        inputShapes: [[4, 6, 6]])
      #expect(again.attributes == layer.attributes)
      #expect((again as? Convolution2D)?.weights == (layer as? Convolution2D)?.weights)
      #expect((again as? Convolution2D)?.bias == (layer as? Convolution2D)?.bias)
    }
    #expect(layers[0].attributes == settings)
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
