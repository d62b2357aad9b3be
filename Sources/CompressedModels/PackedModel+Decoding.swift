import ModelExchange
import Networks
import Tensors

extension PackedModel {
  private var content: LayerContent { LayerContent(graph: graph, layers: layers) }

  /// The network with exactly the weights and biases that were packed.
  public func decoded() throws(ContainerError) -> Network { try content.decoded() }

  /// The network without its weights: what a program is planned from. Biases and the parameters of
  /// channels are there.
  public func skeleton() throws(ContainerError) -> Network {
    try network { _ in true }
  }

  /// The network without the weights of those layers that somebody runs from their codes.
  package func network(isAbsent: (String) -> Bool) throws(ContainerError) -> Network {
    try content.network { layer throws(ContainerFault) in
      isAbsent(layer.name) ? .absent(shape: layer.shape) : try layer.weights()
    }
  }
}

/// What a file says about a network, without the file.
struct LayerContent {
  let graph: StoredGraph
  let layers: [PackedLayer]

  func decoded() throws(ContainerError) -> Network {
    try network { layer throws(ContainerFault) in try layer.weights() }
  }

  func network(
    weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerError) -> Network {
    switch graph {
    case .layers(let description): try network(description, weights: weights)
    case .file(let origin, let parameters): try network(origin, parameters, weights: weights)
    }
  }

  /// Parameters must be there exactly when a layer has some, in its shapes.
  private func network(
    _ description: NetworkDescription, weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerError) -> Network {
    let network = try description.network { index, shapes throws(ContainerFault) in
      guard !shapes.isEmpty else { return [] }
      guard let packed = layers.first(where: { $0.nodeIndex == index }) else {
        throw .weightsMissing
      }
      return try packed.parameters(
        of: description.nodes[index].operation, shapes: shapes, weights: weights)
    }
    for packed in layers where network.nodes[packed.nodeIndex].parameterNames.isEmpty {
      let operation = description.nodes[packed.nodeIndex].operation
      throw ContainerError(
        .weightsOfPlainLayer(operation: operation), at: .init(layer: packed.name))
    }
    return network
  }

  /// The same for the file of another program: all its parameters must be there.
  private func network(
    _ origin: NetworkOrigin, _ parameters: [OriginParameter],
    weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerError) -> Network {
    guard layers.map(\.nodeIndex) == Array(parameters.indices) else {
      throw ContainerError(.weightsMissing)
    }
    var all: [Weights] = []
    for (packed, parameter) in zip(layers, parameters) {
      do throws(ContainerFault) {
        guard packed.shape == parameter.shape else {
          throw .network(
            .wrongParameterShape(
              layer: packed.name, expected: parameter.shape, found: packed.shape))
        }
        guard packed.bias == nil else {
          throw .wrongCount(field: "biases", expected: 0, found: packed.bias?.count ?? 0)
        }
        let own = try parameter.role == .weights ? weights(packed) : packed.weights()
        all.append(parameter.role == .integers ? .dense(own.tensor) : own)
      } catch { throw ContainerError(error, at: .init(layer: packed.name)) }
    }
    do { return try origin.network(all) } catch { throw ContainerError(.originalFile(error)) }
  }
}
