import Networks

/// A layer's description, its parts in the order in which a graph in a test names them.
public func layer(
  _ operation: String, _ name: String, _ inputs: [String]? = nil,
  _ attributes: [String: Attribute] = [:]
) -> LayerDescription {
  LayerDescription(operation: operation, attributes: attributes, name: name, inputs: inputs)
}
