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
  /// What the input and the output are called, where they have names of their own, and the bytes of
  /// the network before units were removed; kept among the texts about the file's origin.
  private(set) var texts: [String: String] = [:]

  init(inputShape: [Int], nodes: [Node]) { (self.inputShape, self.nodes) = (inputShape, nodes) }

  private static let inputKey = "input"
  private static let outputKey = "output"
  private static let narrowedFromKey = "dense"

  /// With what such texts say of the network.
  func completed(by texts: [String: String]) throws(ContainerError) -> NetworkDescription {
    var completed = self
    let keys = [Self.inputKey, Self.outputKey, Self.narrowedFromKey]
    completed.texts = texts.filter { keys.contains($0.key) }
    if let text = texts[Self.narrowedFromKey], completed.narrowedFrom == nil {
      throw ContainerError(.badOriginalSize(text))
    }
    return completed
  }

  /// Bytes of the network before units were removed; nil where the texts do not say so. A reader
  /// compares ratios with it, so that it must be a number as we write it.
  var narrowedFrom: Int? {
    texts[Self.narrowedFromKey].flatMap { text in
      Int(text).flatMap { $0 > 0 && String($0) == text ? $0 : nil }
    }
  }

  /// Precondition: a network that version 1 can describe.
  init(_ network: Network) {
    inputShape = network.inputShape
    nodes = network.nodes.map { node in
      Node(
        name: node.name, operation: type(of: node.layer).operation,
        attributes: node.layer.attributes, inputs: node.inputs.map { $0.node ?? Self.networkInput })
    }
    if network.inputs[0].name != Network.inputName { texts[Self.inputKey] = network.inputs[0].name }
    if network.outputs[0].name != nodes.last?.name {
      texts[Self.outputKey] = network.outputs[0].name
    }
    texts[Self.narrowedFromKey] = network.narrowedFrom.map(String.init)
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
      return try Network(
        inputs: [
          .init(name: texts[Self.inputKey] ?? Network.inputName, type: .examples(inputShape))
        ], nodes: nodes,
        outputs: [
          .init(
            name: texts[Self.outputKey] ?? nodes.last?.name ?? "", source: .node(nodes.count - 1))
        ], narrowedFrom: narrowedFrom)
    } catch { throw ContainerError(.network(error)) }
  }

  private func layer(
    _ node: Node, _ inputs: [ValueType],
    filling: (_ shapes: [ParameterShape]) throws(ContainerFault) -> [LayerParameter]
  ) throws(ContainerFault) -> any Layer {
    let shapes: [ParameterShape]
    do throws(NetworkError) {
      let type = try LayerRegistry.type(named: node.operation)
      if let name = VersionOneAttributes.unknown(in: node.attributes, of: node.operation) {
        throw NetworkError.badAttribute(
          operation: node.operation, name: name, reason: "is none of its attributes")
      }
      shapes = try type.parameterShapes(attributes: node.attributes, inputs: inputs)
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
