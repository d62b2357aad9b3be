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
  /// The word for the network's input where names of layers are given; a layer of that name takes
  /// precedence.
  public static let inputName = "input"

  /// Builds a network with zero parameters, each layer fitted to the shapes that it reads.
  public init(inputShape: [Int], descriptions: [LayerDescription]) throws(NetworkError) {
    var nodes: [Node] = []
    try Self.walk(inputShape, descriptions) {
      description, name, inputs, inputShapes throws(NetworkError) in
      let layer = try LayerRegistry.layer(
        operation: description.operation, attributes: description.attributes,
        inputShapes: inputShapes)
      nodes.append(Node(name: name, layer: layer, inputs: inputs))
      return try layer.outputShape(for: inputShapes)
    }
    try self.init(inputShape: inputShape, nodes: nodes)
  }

  /// Calls `body` with each description, its layer's name, and where its inputs come from; `body`
  /// gives the layer's output shape.
  static func walk(
    _ inputShape: [Int], _ descriptions: [LayerDescription],
    _ body: (LayerDescription, _ name: String, _ inputs: [Int], _ inputShapes: [[Int]])
      throws(NetworkError) -> [Int]
  ) throws(NetworkError) {
    let names = numberedNames(
      prefixes: descriptions.map { LayerRegistry.namePrefix(of: $0.operation) },
      given: descriptions.map(\.name))
    var shapes: [[Int]] = []
    for (index, description) in descriptions.enumerated() {
      let inputs = try inputs(of: description, named: names[index], among: names[..<index])
      let inputShapes = inputs.map { $0 == networkInput ? inputShape : shapes[$0] }
      shapes.append(try body(description, names[index], inputs, inputShapes))
    }
  }

  private static func inputs(
    of description: LayerDescription, named name: String, among earlier: ArraySlice<String>
  ) throws(NetworkError) -> [Int] {
    guard let wanted = description.inputs else { return [earlier.count - 1] }
    var inputs: [Int] = []
    for input in wanted {
      guard let index = earlier.lastIndex(of: input) ?? (input == inputName ? networkInput : nil)
      else {
        throw .unknownInput(layer: name, input: input, earlier: Array(earlier))
      }
      inputs.append(index)
    }
    return inputs
  }
}

extension LayerRegistry {
  /// "fc" for dense layers, "conv" for convolutions, else the operation.
  static func namePrefix(of operation: String) -> String {
    let type = layers.first { $0.operation == operation }
    return (type as? any WeightedLayer.Type)?.namePrefix ?? operation
  }
}
