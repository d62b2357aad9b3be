import Networks
import Tensors

extension PackedModel {
  private var content: LayerContent { LayerContent(description: description, layers: layers) }

  /// The network with exactly the weights and biases that were packed.
  public func decoded() throws(ContainerError) -> Network { try content.decoded() }

  /// The network without its weights: what a program is planned from. Biases and the parameters of
  /// channels are there.
  public func skeleton() throws(ContainerError) -> Network {
    try content.network { layer throws(ContainerFault) in .absent(shape: layer.shape) }
  }
}

/// What a file says about a network, without the file.
struct LayerContent {
  let description: NetworkDescription
  let layers: [PackedLayer]

  func decoded() throws(ContainerError) -> Network {
    try network { layer throws(ContainerFault) in try layer.weights() }
  }

  /// Parameters must be there exactly when a layer has some, in its shapes.
  func network(
    weights: (PackedLayer) throws(ContainerFault) -> Weights
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
}
