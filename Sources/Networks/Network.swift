import Tensors

/// A directed acyclic graph of layers with named inputs and outputs; a chain from one input to one
/// output is the common case.
public struct Network: Sendable {
  /// A value that the network reads.
  public struct Input: Sendable, Hashable {
    public let name: String
    public let type: ValueType

    public init(name: String, type: ValueType) { (self.name, self.type) = (name, type) }
  }

  /// Where a value comes from.
  public enum Source: Sendable, Hashable {
    /// The network's input of this number.
    case input(Int)
    /// An output of an earlier node.
    case node(Int, output: Int)

    /// The first output of a node, which is the only one of nearly all.
    public static func node(_ index: Int) -> Source { .node(index, output: 0) }
    /// The network's first input.
    public static let input = Source.input(0)

    /// The same value where nodes have other numbers.
    public func placed(_ place: (Int) -> Int) -> Source {
      guard case .node(let index, let output) = self else { return self }
      return .node(place(index), output: output)
    }

    /// The node that gives it; nil for the network's inputs.
    public var node: Int? {
      if case .node(let index, _) = self { return index }
      return nil
    }
  }

  /// One layer in its place.
  public struct Node: Sendable {
    public let name: String
    public var layer: any Layer
    public let inputs: [Source]
    /// What the layer's parameters are called in the network, in their order. Nodes that name the
    /// same parameter hold it together (tied weights).
    public let parameterNames: [String]

    /// Without `parameterNames` a parameter is called like the node, or "node.name" when it has a
    /// name within the layer.
    public init(
      name: String, layer: any Layer, inputs: [Source], parameterNames: [String]? = nil
    ) {
      (self.name, self.layer, self.inputs) = (name, layer, inputs)
      self.parameterNames = parameterNames ?? Self.ownNames(of: layer, called: name)
    }

    /// The same node with another layer of such parameters, and other inputs.
    public func with(layer: any Layer, inputs: [Source]) -> Node {
      Node(name: name, layer: layer, inputs: inputs, parameterNames: parameterNames)
    }

    static func ownNames(of layer: any Layer, called name: String) -> [String] {
      layer.parameters.map { $0.name.isEmpty ? name : "\(name).\($0.name)" }
    }
  }

  /// A value that the network gives.
  public struct Output: Sendable, Hashable {
    public let name: String
    public let source: Source

    public init(name: String, source: Source) { (self.name, self.source) = (name, source) }
  }

  /// One or more.
  public let inputs: [Input]
  /// In an order in which every node follows its inputs.
  public private(set) var nodes: [Node] { didSet { kept = KeptValues() } }
  /// One or more.
  public let outputs: [Output]
  /// What every node gives.
  public let valueTypes: [[ValueType]]
  /// The file of another program that the network is read from, as long as its layers are that
  /// file's.
  public let origin: NetworkOrigin?
  /// Bytes of the network that this one was narrowed from, before units were removed; nil for one
  /// that has all its units.
  public let narrowedFrom: Int?
  /// Who holds which parameter.
  let register: ParameterRegister
  /// What was made from the network: forgotten when a layer changes.
  public private(set) var kept = KeptValues()
  /// A copy with which nothing is kept. What is kept with the network holds this one: two that hold
  /// each other are never let go of.
  public var apart: Network {
    var copy = self
    copy.kept = KeptValues()
    return copy
  }

  /// Checks names, order, shapes, and that layers which hold a parameter together agree on it: its
  /// numbers are those of the first.
  public init(
    inputs: [Input], nodes: [Node], outputs: [Output], origin: NetworkOrigin? = nil,
    narrowedFrom: Int? = nil
  ) throws(NetworkError) {
    guard !nodes.isEmpty else { throw .empty }
    guard !outputs.isEmpty else { throw .noOutputs }
    var types: [[ValueType]] = []
    var names: Set<String> = []
    for (index, node) in nodes.enumerated() {
      guard names.insert(node.name).inserted else { throw .duplicateName(node.name) }
      var read: [ValueType] = []
      for source in node.inputs {
        guard let type = Self.valueType(of: source, inputs, types) else {
          throw .inputNotBefore(layer: nodes[index].name)
        }
        read.append(type)
      }
      types.append(try node.layer.outputs(for: read))
    }
    for output in outputs where Self.valueType(of: output.source, inputs, types) == nil {
      throw .inputNotBefore(layer: output.name)
    }
    for (index, input) in inputs.enumerated()
    where inputs[..<index].contains(where: { $0.name == input.name }) {
      throw .duplicateName(input.name)
    }
    (self.inputs, self.nodes, self.outputs) = (inputs, nodes, outputs)
    valueTypes = types
    (self.origin, self.narrowedFrom) = (origin, narrowedFrom)
    register = try ParameterRegister(nodes)
    for entry in register.entries where entry.holders.count > 1 {
      updateParameter(entry.name) { _ in }
    }
  }

  private static func valueType(of source: Source, _ inputs: [Input], _ types: [[ValueType]])
    -> ValueType?
  {
    switch source {
    case .input(let index): inputs.indices.contains(index) ? inputs[index].type : nil
    case .node(let index, let output):
      types.indices.contains(index) && types[index].indices.contains(output)
        ? types[index][output] : nil
    }
  }

  /// Precondition: a source within the network.
  public func valueType(of source: Source) -> ValueType {
    guard let type = Self.valueType(of: source, inputs, valueTypes) else {
      preconditionFailure("no such value: \(source)")
    }
    return type
  }

  public func index(of name: String) -> Int? { nodes.firstIndex { $0.name == name } }

  /// A network whose layer `index` is another. Precondition: it reads and gives the same, and has
  /// such parameters.
  public mutating func replaceLayer(at index: Int, with layer: any Layer) {
    nodes[index].layer = layer
  }

  /// A network of other nodes with the inputs and outputs of this one; `place` tells where a node
  /// of this one, or what stands for it, is now.
  public func rebuilt(from nodes: [Node], place: (Int) -> Int) throws(NetworkError) -> Network {
    try Network(
      inputs: inputs, nodes: nodes,
      outputs: outputs.map { Output(name: $0.name, source: $0.source.placed(place)) },
      narrowedFrom: narrowedFrom)
  }

  /// The same network with other layers, which may have fewer units; it remembers the bytes of the
  /// first that it comes from. Precondition: one layer a node.
  public func narrowed(to layers: [any Layer]) throws(NetworkError) -> Network {
    precondition(layers.count == nodes.count)
    return try Network(
      inputs: inputs, nodes: zip(nodes, layers).map { $0.with(layer: $1, inputs: $0.inputs) },
      outputs: outputs, narrowedFrom: originalBytes)
  }

  /// The same network with numbers for some of the open extents.
  public func bound(to numbers: [String: Int]) throws(NetworkError) -> Network {
    try Network(
      inputs: inputs.map { Input(name: $0.name, type: $0.type.bound(to: numbers)) }, nodes: nodes,
      outputs: outputs, origin: origin, narrowedFrom: narrowedFrom)
  }
}
