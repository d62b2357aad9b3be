import Networks

/// Makes a layer by its operation's name; `LayerRegistry.layer` unless a test has its own kinds of
/// layers.
public typealias LayerBuilder =
  @Sendable (_ operation: String, _ attributes: [String: Attribute], _ inputShapes: [[Int]])
  throws(NetworkError)
  -> any Layer

/// A network without its parameters: what a file must say to build the layers again.
public struct NetworkDescription: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    public let name: String
    public let operation: String
    public let attributes: [String: Attribute]
    /// Indices of earlier nodes, or `Network.networkInput`.
    public let inputs: [Int]
  }

  public let inputShape: [Int]
  public let nodes: [Node]

  init(inputShape: [Int], nodes: [Node]) { (self.inputShape, self.nodes) = (inputShape, nodes) }

  public init(_ network: Network) {
    inputShape = network.inputShape
    nodes = network.nodes.map { node in
      Node(
        name: node.name, operation: type(of: node.layer).operation,
        attributes: node.layer.attributes,
        inputs: node.inputs)
    }
  }

  /// The nodes. `checking` looks at a node and its input shapes before the layer is built, which
  /// reserves memory for parameters; `filling` gives the layer with its own instead of zeros before
  /// the next one is built.
  func nodes(
    building: LayerBuilder,
    checking: (_ index: Int, _ inputShapes: [[Int]]) throws(ContainerFault) -> Void,
    filling: (_ index: Int, _ layer: any Layer) throws(ContainerFault) -> any Layer
  ) throws(ContainerError) -> [Network.Node] {
    var nodes: [Network.Node] = []
    var shapes: [[Int]] = []
    for (index, node) in self.nodes.enumerated() {
      let inputShapes = node.inputs.map { $0 == Network.networkInput ? inputShape : shapes[$0] }
      let place = ContainerError.Place(layer: node.name)
      do { try checking(index, inputShapes) } catch { throw ContainerError(error, at: place) }
      let layer: any Layer
      do {
        layer = try building(node.operation, node.attributes, inputShapes)
        shapes.append(try layer.outputShape(for: inputShapes))
      } catch { throw ContainerError(.network(error), at: place) }
      do {
        nodes.append(
          Network.Node(name: node.name, layer: try filling(index, layer), inputs: node.inputs))
      } catch { throw ContainerError(error, at: place) }
    }
    return nodes
  }
}
