/// A layer before its input shape is known: what `net([dense(300), relu])` collects.
public struct LayerDescription: Sendable, Equatable {
  public var operation: String
  public var attributes: [String: Attribute]
  /// The user's name; nil takes the numbered one.
  public var name: String?
  /// Names of the layers that it reads, `Network.inputName` for the network's input; nil reads the
  /// layer before.
  public var inputs: [String]?

  public init(
    operation: String, attributes: [String: Attribute] = [:], name: String? = nil,
    inputs: [String]? = nil
  ) {
    (self.operation, self.attributes, self.name, self.inputs) = (
      operation, attributes, name, inputs
    )
  }
}

extension Network {
  /// Builds a network with the parameters before training, each layer fitted to the values that it
  /// reads. One input, a batch of examples of `inputShape`.
  public init(inputShape: [Int], descriptions: [LayerDescription]) throws(NetworkError) {
    var nodes: [Node] = []
    try Self.walk(inputShape, descriptions) {
      description, name, inputs, types throws(NetworkError) in
      let layer = try LayerRegistry.layer(
        operation: description.operation, attributes: description.attributes, inputs: types)
      nodes.append(Node(name: name, layer: layer, inputs: inputs))
      return try layer.outputs(for: types)
    }
    try self.init(inputShape: inputShape, nodes: nodes)
  }

  /// Calls `body` with each description, its layer's name, where its inputs come from and what they
  /// are; `body` gives what the layer gives.
  static func walk(
    _ inputShape: [Int], _ descriptions: [LayerDescription],
    _ body: (LayerDescription, _ name: String, _ inputs: [Source], _ types: [ValueType])
      throws(NetworkError) -> [ValueType]
  ) throws(NetworkError) {
    let names = numberedNames(
      prefixes: descriptions.map { LayerRegistry.namePrefix(of: $0.operation) },
      given: descriptions.map(\.name))
    var types: [ValueType] = []
    for (index, description) in descriptions.enumerated() {
      let inputs = try inputs(of: description, named: names[index], among: names[..<index])
      let read = inputs.map { source in
        source.node.map { types[$0] } ?? .examples(inputShape)
      }
      types.append(try body(description, names[index], inputs, read)[0])
    }
  }

  private static func inputs(
    of description: LayerDescription, named name: String, among earlier: ArraySlice<String>
  ) throws(NetworkError) -> [Source] {
    guard let wanted = description.inputs else {
      return [earlier.isEmpty ? .input : .node(earlier.count - 1)]
    }
    var inputs: [Source] = []
    for input in wanted {
      if let index = earlier.lastIndex(of: input) {
        inputs.append(.node(index))
      } else if input == inputName {
        inputs.append(.input)
      } else {
        throw .unknownInput(layer: name, input: input, earlier: Array(earlier))
      }
    }
    return inputs
  }
}

extension LayerRegistry {
  /// "fc" for dense layers, "conv" for convolutions, else the operation.
  static func namePrefix(of operation: String) -> String {
    layers.first { $0.operation == operation }?.namePrefix ?? operation
  }
}
