import Networks
import Tensors

extension PackedModel {
  private var content: LayerContent { LayerContent(description: description, layers: layers) }

  /// The network with exactly the weights and biases that were packed.
  public func decoded(building: LayerBuilder = LayerRegistry.layer) throws(ContainerError)
    -> Network
  {
    try content.decoded(building: building)
  }

  /// The network without its weights: what a program is planned from. Biases and the parameters of
  /// channels are there.
  public func skeleton() throws(ContainerError) -> Network {
    try content.network(building: LayerRegistry.emptyLayer) { layer throws(ContainerFault) in
      .absent(shape: layer.shape)
    }
  }
}

/// What a file says about a network, without the file.
struct LayerContent {
  let description: NetworkDescription
  let layers: [PackedLayer]

  func decoded(building: LayerBuilder) throws(ContainerError) -> Network {
    try network(building: building) { layer throws(ContainerFault) in try layer.weights() }
  }

  func network(
    building: LayerBuilder, weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerError) -> Network {
    let nodes = try description.nodes(building: building, checking: checkWeights) {
      index, layer throws(ContainerFault) in
      try filled(layer, from: packedLayer(ofNode: index), weights: weights)
    }
    for packed in layers where !nodes[packed.nodeIndex].layer.hasParameters {
      let operation = type(of: nodes[packed.nodeIndex].layer).operation
      throw ContainerError(
        .weightsOfPlainLayer(operation: operation), at: .init(layer: packed.name))
    }
    do {
      return try Network(inputShape: description.inputShape, nodes: nodes)
    } catch { throw ContainerError(.network(error)) }
  }

  /// Compares a layer's settings with its weights: a layer with `outputs` has weights with that
  /// many rows, and a matrix has a column for each input. So no few bytes can ask for gigabytes of
  /// zeros.
  private func checkWeights(ofNode index: Int, inputShapes: [[Int]]) throws(ContainerFault) {
    let node = description.nodes[index]
    if node.operation == BatchNormalization.operation {
      let rows = BatchNormalization.parameterNames.count
      return try checkShape(ofNode: index, is: [rows, inputShapes.first?.first ?? 0])
    }
    guard case .integers(let outputs)? = node.attributes["outputs"], outputs.count == 1 else {
      return
    }
    guard let packed = packedLayer(ofNode: index) else { throw .weightsMissing }
    var expected = outputs + packed.shape.dropFirst()
    if packed.shape.count == 2, inputShapes.count == 1 { expected[1] = inputShapes[0].reduce(1, *) }
    if node.operation == Convolution2D.operation {
      do {
        expected = try Convolution2D.weightShape(
          attributes: node.attributes, inputShapes: inputShapes)
      } catch { throw .network(error) }
    }
    try checkShape(ofNode: index, is: expected)
  }

  private func packedLayer(ofNode index: Int) -> PackedLayer? {
    layers.first { $0.nodeIndex == index }
  }

  private func checkShape(ofNode index: Int, is expected: [Int]) throws(ContainerFault) {
    guard let packed = packedLayer(ofNode: index) else { throw .weightsMissing }
    guard packed.shape == expected else {
      throw .network(
        .wrongParameterShape(
          layer: description.nodes[index].name, expected: expected, found: packed.shape))
    }
  }

  /// The layer with its parameters. They must be there exactly when the layer has some, in its
  /// shape.
  private func filled(
    _ layer: any Layer, from packed: PackedLayer?,
    weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerFault) -> any Layer {
    if var layer = layer as? any ChannelLayer {
      guard let packed else { throw .weightsMissing }
      layer.parameters = try packed.parameters(of: layer)
      return layer
    }
    guard var weighted = layer as? any WeightedLayer else { return layer }
    guard let packed else { throw .weightsMissing }
    guard weighted.weights.shape == packed.shape else {
      throw .network(
        .wrongParameterShape(
          layer: packed.name, expected: weighted.weights.shape, found: packed.shape))
    }
    guard weighted.bias?.count == packed.bias?.count else {
      throw .wrongCount(
        field: "biases", expected: weighted.bias?.count ?? 0, found: packed.bias?.count ?? 0)
    }
    weighted.weights = try weights(packed)
    weighted.bias = packed.bias
    return weighted
  }
}

extension PackedLayer {
  /// Plain floats, without biases, that the layer can compute with.
  fileprivate func parameters(of layer: any ChannelLayer) throws(ContainerFault) -> Tensor {
    guard shape == layer.parameters.shape else {
      throw .network(
        .wrongParameterShape(layer: name, expected: layer.parameters.shape, found: shape))
    }
    guard bias == nil else {
      throw .wrongCount(field: "biases", expected: 0, found: bias?.count ?? 0)
    }
    guard case .dense(let parameters) = content else { throw .codedChannels }
    guard layer.accepts(parameters) else { throw .unusableChannels }
    return parameters
  }
}

extension Layer {
  fileprivate var hasParameters: Bool { self is any WeightedLayer || self is any ChannelLayer }
}
