import Networks

/// A network without its parameters: what a file must say to build the layers again.
public struct NetworkDescription: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    public let name: String
    public let operation: String
    public let attributes: [String: Attribute]
    /// Indices of earlier nodes, or `networkInput`.
    public let inputs: [Int]
  }

  public let inputShape: [Int]
  public let nodes: [Node]

  init(inputShape: [Int], nodes: [Node]) { (self.inputShape, self.nodes) = (inputShape, nodes) }

  /// Precondition: a network that version 1 can describe.
  init(_ network: Network) {
    inputShape = network.inputShape
    nodes = network.nodes.map { node in
      Node(
        name: node.name, operation: type(of: node.layer).operation,
        attributes: node.layer.attributes, inputs: node.inputs.map { $0.node ?? Self.networkInput })
    }
  }

  /// The index that stands for the network's own input.
  static let networkInput = -1

  /// The network; `filling` gives the parameters of these shapes for node `index` before the next
  /// one is built.
  func network(
    filling: (_ index: Int, _ shapes: [ParameterShape]) throws(ContainerFault) -> [LayerParameter]
  ) throws(ContainerError) -> Network {
    var nodes: [Network.Node] = []
    var types: [ValueType] = []
    for (index, node) in self.nodes.enumerated() {
      let sources = node.inputs.map { $0 == Self.networkInput ? Network.Source.input : .node($0) }
      let inputs = sources.map { source in
        source.node.map { types[$0] } ?? .examples(inputShape)
      }
      do {
        let layer = try layer(node, inputs) { shapes throws(ContainerFault) in
          try filling(index, shapes)
        }
        types.append(try Self.firstOutput(of: layer, inputs))
        nodes.append(Network.Node(name: node.name, layer: layer, inputs: sources))
      } catch { throw ContainerError(error, at: ContainerError.Place(layer: node.name)) }
    }
    do {
      return try Network(inputShape: inputShape, nodes: nodes)
    } catch { throw ContainerError(.network(error)) }
  }

  private func layer(
    _ node: Node, _ inputs: [ValueType],
    filling: (_ shapes: [ParameterShape]) throws(ContainerFault) -> [LayerParameter]
  ) throws(ContainerFault) -> any Layer {
    let shapes: [ParameterShape]
    do {
      shapes = try LayerRegistry.type(named: node.operation)
        .parameterShapes(attributes: node.attributes, inputs: inputs)
    } catch { throw .network(error) }
    let parameters = try filling(shapes)
    let layer: any Layer
    do {
      layer = try LayerRegistry.layer(
        operation: node.operation, attributes: node.attributes, inputs: inputs,
        parameters: parameters)
    } catch { throw .network(error) }
    guard layer.accepts(parameters) else { throw .unusableChannels }
    return layer
  }

  /// Version 1 reads the first output of every layer.
  private static func firstOutput(of layer: any Layer, _ inputs: [ValueType])
    throws(ContainerFault) -> ValueType
  {
    do {
      return try layer.outputs(for: inputs)[0]
    } catch { throw .network(error) }
  }
}
