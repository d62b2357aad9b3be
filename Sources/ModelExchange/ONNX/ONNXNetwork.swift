import Networks
import Operators
import Tensors

/// A network whose layers are the nodes of an ONNX graph, whatever they are: every larger constant
/// is a parameter by its own name.
struct ONNXNetwork {
  private let document: ONNXDocument
  private var operators: ONNXOperators
  /// By name of slot.
  private let parameters: [String: LayerParameter]
  /// Parameters of a type that can be compressed but nothing computes with (brain floats).
  private let unreadable: Set<String>

  private enum Origin {
    case source(Network.Source)
    case constant(TypedTensor)
    case parameter(String)
    /// A constant of a type that nothing computes with.
    case unreadable
  }

  private var origins: [String: Origin] = [:]
  private var nodes: [Network.Node] = []
  private var names: Set<String> = []
  /// For names that come several times: the last number that one of them got.
  private var numbers: [String: Int] = [:]
  private var declared: [String: ValueType] = [:]
  private let graph: ONNXGraph

  /// One parameter for each slot of the document, in its order.
  static func network(
    _ document: ONNXDocument, parameters: [LayerParameter], files: ExternalFiles
  ) throws(ModelExchangeError) -> Network {
    let graph = try ONNXGraph(document.skeleton)
    var builder = ONNXNetwork(graph, document, parameters, files)
    return try builder.network()
  }

  private init(
    _ graph: ONNXGraph, _ document: ONNXDocument, _ parameters: [LayerParameter],
    _ files: ExternalFiles
  ) {
    (self.graph, self.document) = (graph, document)
    let names = document.slots.map(\.name)
    self.parameters = Dictionary(zip(names, parameters)) { first, _ in first }
    unreadable = Set(
      document.slots.filter { ElementType(code: $0.type) == nil }.map(\.name))
    operators = ONNXOperators(graph, slots: Set(names), files: files)
  }

  private mutating func network() throws(ModelExchangeError) -> Network {
    var inputs: [Network.Input] = []
    for input in graph.inputs {
      origins[input.name] = .source(.input(inputs.count))
      inputs.append(Network.Input(name: input.name, type: input.valueType(called: input.name)))
    }
    for output in graph.outputTypes { declared[output.name] = output.valueType(called: "") }
    for (name, tensor) in graph.constants { origins[name] = try origin(of: tensor, name) }
    for node in try graph.nodesInOrder() { try add(node) }
    var outputs: [Network.Output] = []
    for name in graph.outputs { outputs.append(try output(name)) }
    do {
      return try Network(
        inputs: inputs, nodes: nodes, outputs: outputs,
        origin: NetworkOrigin(
          skeleton: document.skeleton, parameterNames: document.slots.map(\.name)))
    } catch { throw .network(layer: "", error) }
  }

  private mutating func origin(of tensor: ONNXTensor, _ name: String) throws(ModelExchangeError)
    -> Origin
  {
    if parameters[name] != nil { return .parameter(name) }
    return try operators.constant(tensor).map { .constant($0) } ?? .unreadable
  }

  private mutating func add(_ node: ONNXGraph.Node) throws(ModelExchangeError) {
    if node.operation == "Constant", let output = node.outputs.first, node.inputs.isEmpty {
      if parameters[output] != nil {
        origins[output] = .parameter(output)
        return
      }
      if let tensor = node.attributes["value"]?.tensor {
        origins[output] = try origin(of: tensor, output)
        return
      }
    }
    var (operation, obstacle): ((any Operator)?, String?)
    switch try operators.operation(of: node) {
    case .operation(let known): operation = known
    case .obstacle(let reason): obstacle = reason
    }
    var made = Slots()
    let slots = try node.inputs.map { (name) throws(ModelExchangeError) in
      try slot(name, of: node, &made)
    }
    var captured: [(name: String, slot: OperatorLayer.Slot)] = []
    let capturedNames =
      (operation as? any ControlOperator)?.capturedNames ?? namesCaptured(by: node)
    for name in capturedNames {
      captured.append((name, try slot(name, of: node, &made)))
    }
    if made.isUnreadable, operation != nil {
      (operation, obstacle) = (nil, "\(node.operation) of constants of such a type")
    }
    append(
      OperatorLayer(
        kind: node.kind, operation: operation, obstacle: obstacle,
        slots: slots, captured: captured, parameters: made.parameters,
        types: node.outputs.map { declared[$0] ?? .unknown }),
      called: node.name.isEmpty ? node.outputs.first ?? node.operation : node.name,
      reading: made.sources, parameterNames: made.parameterNames, giving: node.outputs)
  }

  /// Parameters that graphs inside a node hold when dcs does not compute the node.
  private func namesCaptured(by node: ONNXGraph.Node) -> [String] {
    let own = (node.name.isEmpty ? node.outputs.first ?? "" : node.name) + "/"
    let graphs = node.attributes.values.compactMap(\.graph)
    guard !graphs.isEmpty else { return [] }
    let read = graphs.reduce(into: Set<String>()) { $0.formUnion($1.namesRead) }
    return document.slots.map(\.name).filter { $0.hasPrefix(own) || read.contains($0) }
  }

  /// What a node reads, as it is gathered.
  private struct Slots {
    var sources: [Network.Source] = []
    var parameters: [LayerParameter] = []
    var parameterNames: [String] = []
    var isUnreadable = false
  }

  private func slot(_ name: String, of node: ONNXGraph.Node, _ made: inout Slots)
    throws(ModelExchangeError) -> OperatorLayer.Slot
  {
    guard !name.isEmpty else { return .absent }
    switch origins[name] ?? (parameters[name] == nil ? nil : .parameter(name)) {
    case .source(let source):
      made.sources.append(source)
      return .value
    case .constant(let tensor): return .constant(tensor)
    case .parameter(let name):
      if unreadable.contains(name) { made.isUnreadable = true }
      if let index = made.parameterNames.firstIndex(of: name) { return .parameter(index) }
      guard let parameter = parameters[name] else { return .absent }
      made.parameterNames.append(name)
      made.parameters.append(parameter)
      return .parameter(made.parameters.count - 1)
    case .unreadable:
      made.isUnreadable = true
      return .absent
    case nil:
      throw .unknownValue(layer: node.name.isEmpty ? node.operation : node.name, value: name)
    }
  }

  private mutating func append(
    _ layer: OperatorLayer, called name: String, reading sources: [Network.Source],
    parameterNames: [String], giving outputs: [String]
  ) {
    var free = name
    while !names.insert(free).inserted {
      numbers[name, default: 1] += 1
      free = "\(name)_\(numbers[name, default: 1])"
    }
    for (number, output) in outputs.enumerated() where !output.isEmpty {
      origins[output] = .source(.node(nodes.count, output: number))
    }
    nodes.append(
      Network.Node(name: free, layer: layer, inputs: sources, parameterNames: parameterNames))
  }

  /// An output of the network; constants that are one pass through a layer that does nothing.
  private mutating func output(_ name: String) throws(ModelExchangeError) -> Network.Output {
    if case .source(let source) = origins[name] { return .init(name: name, source: source) }
    var identity = ONNXGraph.Node()
    (identity.operation, identity.inputs, identity.outputs) = ("Identity", [name], [name + ":out"])
    declared[name + ":out"] = declared[name]
    try add(identity)
    return .init(name: name, source: .node(nodes.count - 1))
  }
}

extension ONNXGraph.Node {
  /// What tables call it.
  fileprivate var kind: String {
    domain.isEmpty || domain == "ai.onnx" ? operation : "\(domain).\(operation)"
  }
}

extension ONNXGraph.Input {
  /// Open extents have the file's names, or one of their own.
  func valueType(called name: String) -> ValueType {
    guard let type = ElementType(code: type), hasShape, !isOther else { return .unknown }
    // Names that stand for nothing in particular, such as "?", need not agree.
    let isName: (String) -> Bool = { $0.contains(where: \.isLetter) }
    return ValueType(
      type,
      extents.enumerated().map { place, extent in
        extent.number.map { .fixed($0) }
          ?? .open(isName(extent.name) ? extent.name : "\(name)[\(place)]")
      })
  }
}

extension ONNXGraph {
  /// Each node after those that it reads: most files have them so. Throws when nodes form a circle.
  func nodesInOrder() throws(ModelExchangeError) -> [Node] {
    var makers: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      for output in node.outputs where !output.isEmpty { makers[output] = index }
    }
    var readers = [[Int]](repeating: [], count: nodes.count)
    var missing = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() {
      var inputs = Set(node.inputs)
      for attribute in node.attributes.values {
        if let graph = attribute.graph { inputs.formUnion(graph.namesRead) }
      }
      let before = Set(inputs.compactMap { makers[$0] }).subtracting([index])
      missing[index] = before.count
      for maker in before { readers[maker].append(index) }
    }
    var order: [Node] = []
    var ready = Heap(nodes.indices.filter { missing[$0] == 0 })
    while let next = ready.popFirst() {
      order.append(nodes[next])
      for reader in readers[next] {
        missing[reader] -= 1
        if missing[reader] == 0 { ready.insert(reader) }
      }
    }
    guard order.count == nodes.count else {
      let stuck = nodes.indices.first { missing[$0] > 0 } ?? 0
      throw .unknownValue(
        layer: nodes[stuck].name, value: nodes[stuck].inputs.first { makers[$0] != nil } ?? "")
    }
    return order
  }
}

/// Numbers, smallest first.
private struct Heap {
  private var numbers: [Int]

  /// Precondition: ascending.
  init(_ numbers: [Int]) { self.numbers = numbers }

  mutating func insert(_ number: Int) {
    numbers.append(number)
    var place = numbers.count - 1
    while place > 0, numbers[(place - 1) / 2] > numbers[place] {
      numbers.swapAt((place - 1) / 2, place)
      place = (place - 1) / 2
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = numbers.first, let last = numbers.popLast() else { return nil }
    guard !numbers.isEmpty else { return first }
    numbers[0] = last
    var place = 0
    while true {
      let children = [2 * place + 1, 2 * place + 2].filter(numbers.indices.contains)
      guard let least = children.min(by: { numbers[$0] < numbers[$1] }),
        numbers[least] < numbers[place]
      else { return first }
      numbers.swapAt(least, place)
      place = least
    }
  }
}
