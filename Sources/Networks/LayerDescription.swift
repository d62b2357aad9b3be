/// A layer before its input shape is known: what `net([dense(300), relu])` collects.
public struct LayerDescription: Sendable, Equatable {
  public var operation: String
  public var attributes: [String: Attribute]
  /// The user's name; nil takes the numbered one.
  public var name: String?

  public init(operation: String, attributes: [String: Attribute] = [:], name: String? = nil) {
    (self.operation, self.attributes, self.name) = (operation, attributes, name)
  }
}

extension Network {
  /// Builds a chain with zero parameters, each layer fitted to the shape before it.
  public init(inputShape: [Int], descriptions: [LayerDescription]) throws(NetworkError) {
    var shape = inputShape
    var layers: [any Layer] = []
    for description in descriptions {
      let layer = try LayerRegistry.layer(
        operation: description.operation, attributes: description.attributes, inputShapes: [shape])
      shape = try layer.outputShape(for: [shape])
      layers.append(layer)
    }
    try self.init(inputShape: inputShape, chain: layers, names: descriptions.map(\.name))
  }
}
