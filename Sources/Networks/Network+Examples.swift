/// Networks from one batch of examples to one value: what `net([...], input=[1, 28, 28])` makes and
/// what training by labels takes. Shapes are those of one example, without the batch in front.
extension Network {
  /// The word for the network's input where names of layers are given; a layer of that name takes
  /// precedence.
  public static let inputName = "input"

  /// One input, a batch of floats with an open extent in front of `inputShape`; the last node gives
  /// the output.
  public init(inputShape: [Int], nodes: [Node]) throws(NetworkError) {
    guard let last = nodes.last else { throw .empty }
    try self.init(
      inputs: [Input(name: Self.inputName, type: .examples(inputShape))], nodes: nodes,
      outputs: [Output(name: last.name, source: .node(nodes.count - 1))])
  }

  /// A chain: each layer reads the one before. `names` has one entry a layer; nil takes the usual
  /// numbered name.
  public init(inputShape: [Int], chain layers: [any Layer], names: [String?] = [])
    throws(NetworkError)
  {
    let given = layers.indices.map { $0 < names.count ? names[$0] : nil }
    let numbered = Self.numberedNames(
      prefixes: layers.map { type(of: $0).namePrefix }, given: given)
    let nodes = layers.indices.map { index in
      Node(
        name: numbered[index], layer: layers[index],
        inputs: [index == 0 ? .input : .node(index - 1)])
    }
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

  /// Whether it has one input and one output, both batches of floats with nothing open but the
  /// batch. The shapes below mean something for such networks only.
  public var takesExamples: Bool {
    inputs.count == 1 && outputs.count == 1 && inputs[0].type.isExamples
      && valueType(of: outputs[0].source).isExamples
  }

  /// Shape of one example of the first input; [] where there is none.
  public var inputShape: [Int] { inputs.first?.type.exampleShape ?? [] }

  /// Shape of one example of the first output; [] where there is none.
  public var outputShape: [Int] { valueType(of: outputs[0].source).exampleShape ?? [] }

  /// Shape of one example of every node's first output; [] where there is none.
  public var outputShapes: [[Int]] { valueTypes.map { $0.first?.exampleShape ?? [] } }

  /// Shape of one example of a value; [] where there is none.
  public func shape(of source: Source) -> [Int] { valueType(of: source).exampleShape ?? [] }

  /// Shape of one example of the first value that a layer reads. Precondition: there is a layer of
  /// that name, and it reads something.
  public func inputShape(of name: String) -> [Int] {
    guard let index = index(of: name), let source = nodes[index].inputs.first else {
      preconditionFailure("no layer is called \(name)")
    }
    return shape(of: source)
  }

  /// What a value is called: the node that gives it, or the network's input.
  public func name(of source: Source) -> String {
    switch source {
    case .input(let index): inputs[index].name
    case .node(let index, let output):
      output == 0 ? nodes[index].name : "\(nodes[index].name):\(output)"
    }
  }
}
