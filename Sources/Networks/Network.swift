import Tensors

/// A directed acyclic graph of layers; a chain is the common case. The last node is the output.
public struct Network: Sendable {
  /// One layer in its place.
  public struct Node: Sendable {
    public let name: String
    public var layer: any Layer
    /// Where its inputs come from: indices of earlier nodes, or `networkInput`.
    public let inputs: [Int]

    public init(name: String, layer: any Layer, inputs: [Int]) {
      (self.name, self.layer, self.inputs) = (name, layer, inputs)
    }
  }

  /// The index that stands for the network's own input.
  public static let networkInput = -1

  /// Shape of one example, without the batch dimension.
  public let inputShape: [Int]
  /// In an order in which every node follows its inputs.
  public private(set) var nodes: [Node] { didSet { kept = KeptValues() } }
  /// Shape of every node's output, without the batch dimension.
  public let outputShapes: [[Int]]
  /// What was made from the network: forgotten when a layer changes.
  public private(set) var kept = KeptValues()

  /// Checks names, order and shapes.
  public init(inputShape: [Int], nodes: [Node]) throws(NetworkError) {
    guard !nodes.isEmpty else { throw .empty }
    var names: Set<String> = []
    var shapes: [[Int]] = []
    for (index, node) in nodes.enumerated() {
      guard names.insert(node.name).inserted else { throw .duplicateName(node.name) }
      guard node.inputs.allSatisfy({ $0 >= Self.networkInput && $0 < index }) else {
        throw .inputNotBefore(layer: node.name)
      }
      shapes.append(
        try node.layer.outputShape(for: node.inputs.map { $0 < 0 ? inputShape : shapes[$0] }))
    }
    (self.inputShape, self.nodes, outputShapes) = (inputShape, nodes, shapes)
  }

  /// A chain: each layer reads the one before. `names` has one entry a layer; nil takes the usual
  /// numbered name.
  public init(inputShape: [Int], chain layers: [any Layer], names: [String?] = [])
    throws(NetworkError)
  {
    let prefixes = layers.map {
      (type(of: $0) as? any WeightedLayer.Type)?.namePrefix ?? type(of: $0).operation
    }
    let given = layers.indices.map { $0 < names.count ? names[$0] : nil }
    let numbered = Self.numberedNames(prefixes: prefixes, given: given)
    let nodes = layers.indices.map { Node(name: numbered[$0], layer: layers[$0], inputs: [$0 - 1]) }
    try self.init(inputShape: inputShape, nodes: nodes)
  }

  /// Given names, and for layers without one the prefix with the layer's number among those of its
  /// kind, or the next number that no given name has.
  static func numberedNames(prefixes: [String], given: [String?]) -> [String] {
    var counts: [String: Int] = [:]
    let taken = Set(given.compactMap { $0 })
    return zip(prefixes, given).map { prefix, given in
      func nextName() -> String {
        counts[prefix, default: 0] += 1
        return "\(prefix)\(counts[prefix, default: 0])"
      }
      var numbered = nextName()
      while given == nil && taken.contains(numbered) { numbered = nextName() }
      return given ?? numbered
    }
  }

  /// Shape of one output.
  public var outputShape: [Int] { outputShapes[outputShapes.count - 1] }

  /// Nodes with weights, in order: what compression goes through.
  public var weightedNames: [String] { nodes.filter { $0.layer is any WeightedLayer }.map(\.name) }

  /// Nodes with parameters, in order: what training goes through.
  public var trainableNames: [String] {
    nodes.filter { $0.layer is any WeightedLayer || $0.layer is any ChannelLayer }.map(\.name)
  }

  /// Nodes with parameters of their channels, in order.
  public var channelLayers: [any ChannelLayer] {
    nodes.compactMap { $0.layer as? any ChannelLayer }
  }

  /// Shape of the first input of a layer, without the batch dimension. Precondition: there is a
  /// layer of that name.
  public func inputShape(of name: String) -> [Int] {
    guard let index = index(of: name), let source = nodes[index].inputs.first else {
      preconditionFailure("no layer is called \(name)")
    }
    return source < 0 ? inputShape : outputShapes[source]
  }

  public func index(of name: String) -> Int? { nodes.firstIndex { $0.name == name } }

  public func weightedLayer(_ name: String) -> (any WeightedLayer)? {
    nodes.first { $0.name == name }?.layer as? any WeightedLayer
  }

  /// A network whose layer `index` is another. Precondition: it gives the same output shape.
  public mutating func replaceLayer(at index: Int, with layer: any Layer) {
    nodes[index].layer = layer
  }

  /// Changes a weighted layer; does nothing for other names.
  public mutating func updateLayer(_ name: String, _ change: (inout any WeightedLayer) -> Void) {
    guard let index = index(of: name), var layer = nodes[index].layer as? any WeightedLayer else {
      return
    }
    change(&layer)
    nodes[index].layer = layer
  }

  /// Whether no parameter is infinite or not a number.
  public var isFinite: Bool {
    channelLayers.allSatisfy { $0.parameters.values.allSatisfy(\.isFinite) }
      && weightedNames.compactMap { weightedLayer($0) }.allSatisfy { layer in
        layer.weights.tensor.values.allSatisfy(\.isFinite)
          && (layer.bias?.values.allSatisfy(\.isFinite) ?? true)
      }
  }

  /// Every number that a file of the network must hold: weights and biases, pruned ones included,
  /// and the parameters of channels.
  public var parameterCount: Int {
    let ofChannels = channelLayers.reduce(0) { $0 + $1.parameters.count }
    return weightedNames.reduce(ofChannels) {
      $0 + (weightedLayer($1).map { $0.weights.count + ($0.bias?.count ?? 0) } ?? 0)
    }
  }

  /// Bytes of all parameters as 32-bit floats: what ratios compare with.
  public var denseBytes: Int { 4 * parameterCount }
}

extension Network {
  /// Changes the floats of layer `index` in place. Precondition: a weighted layer with dense
  /// weights and 32-bit biases, as the trainer keeps them, or a channel layer, which has no biases.
  public mutating func withTrainableParameters(
    at index: Int, _ change: (_ weights: inout [Float], _ bias: inout [Float]) -> Void
  ) {
    if var layer = nodes[index].layer as? any ChannelLayer {
      var none: [Float] = []
      change(&layer.parameters.values, &none)
      nodes[index].layer = layer
      return
    }
    guard var layer = nodes[index].layer as? any WeightedLayer,
      case .dense(var weights) = layer.weights
    else {
      preconditionFailure("layer \(index) is not trainable")
    }
    var bias = layer.bias?.values ?? []
    // The network lets go of its arrays first: otherwise the change would copy them.
    nodes[index].layer = Flatten()
    layer.weights = .dense(Tensor(zeros: [0]))
    change(&weights.values, &bias)
    layer.weights = .dense(weights)
    if layer.bias != nil { layer.bias = .float32(bias) }
    nodes[index].layer = layer
  }

  /// Lets channel layer `index` take note of a step of training; does nothing for other layers.
  public mutating func track(_ activation: Activation, at index: Int) {
    guard var layer = nodes[index].layer as? any ChannelLayer else { return }
    layer.track(activation)
    nodes[index].layer = layer
  }
}
