import Operators
import Tensors

/// Makes operators of an ONNX graph's nodes. What cannot be computed is gathered, so that the first
/// message names all of it.
struct ONNXOperators {
  private let versions: [String: Int]
  private let functions: Set<String>
  private let files: ExternalFiles
  /// Tensors inside graphs of nodes that are not there (`ONNXDocument.Slot`): such a graph reads
  /// them by that name from around it.
  private let slots: Set<String>
  private var noted: [String] = []

  /// "Conv: 'pads' is no list of whole numbers", each once.
  var obstacles: [String] {
    var seen: Set<String> = []
    return noted.filter { seen.insert($0).inserted }
  }

  init(_ graph: ONNXGraph, slots: Set<String> = [], files: ExternalFiles) {
    (versions, functions) = (graph.versions, Set(graph.functions))
    (self.slots, self.files) = (slots, files)
  }

  /// The operator, or why there is none.
  enum Made {
    case operation(any Operator)
    case obstacle(String)
  }

  /// What cannot be computed is noted among the obstacles, too.
  mutating func operation(
    of node: ONNXGraph.Node, around: [String] = [], renamed: [String: String] = [:]
  ) throws(ModelExchangeError) -> Made {
    let known = noted.count
    var attributes: [String: OperatorNode.Attribute] = [:]
    let place = around + [node.name.isEmpty ? node.outputs.first ?? "" : node.name]
    for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
      attributes[name] = try self.attribute(attribute, around: place + [name], renamed: renamed)
    }
    let domain = node.domain == "ai.onnx" ? "" : node.domain
    let made = OperatorNode(
      node.operation, domain: domain, version: versions[domain] ?? 1,
      inputs: node.inputs.map { !$0.isEmpty }, outputs: node.outputs.map { !$0.isEmpty },
      attributes: attributes)
    do throws(OperatorError) {
      let operation = try OperatorRegistry.make(made)
      if noted.count == known { return .operation(operation) }
    } catch {
      if functions.contains("\(node.domain).\(node.operation)") {
        noted.append("\(made.name), a function of the file")
      } else {
        noted.append(OperatorRegistry.knows(made.name) ? "\(made.name): \(error)" : made.name)
      }
    }
    return .obstacle(noted[known...].joined(separator: ", "))
  }

  private mutating func attribute(
    _ attribute: ONNXAttribute, around: [String], renamed: [String: String]
  ) throws(ModelExchangeError) -> OperatorNode.Attribute {
    // AttributeProto.AttributeType; old files leave it out.
    switch attribute.kind {
    case 1: return .number(attribute.number ?? 0)
    case 2: return .integer(attribute.integer ?? 0)
    case 3: return .text(attribute.text ?? "")
    case 6: return .numbers(attribute.floats ?? [])
    case 7: return .integers(attribute.integers ?? [])
    case 8: return .texts(attribute.texts ?? [])
    default: break
    }
    if let tensor = attribute.tensor {
      return try constant(tensor).map { .tensor($0) } ?? .other("a tensor that is not read")
    }
    if let graph = attribute.graph {
      return .graph(try self.graph(graph, around: around, renamed: renamed))
    }
    if let number = attribute.number { return .number(number) }
    if let integer = attribute.integer { return .integer(integer) }
    if let text = attribute.text { return .text(text) }
    if let integers = attribute.integers { return .integers(integers) }
    if let floats = attribute.floats { return .numbers(floats) }
    if let texts = attribute.texts { return .texts(texts) }
    return .other("of kind \(attribute.kind)")
  }

  /// nil for types that nothing computes with.
  mutating func constant(_ tensor: ONNXTensor) throws(ModelExchangeError) -> TypedTensor? {
    do { return try tensor.typed(files) } catch {
      if case .unsupportedElementType(let type) = error {
        noted.append("constants of \(type)")
        return nil
      }
      throw .inEntry(name: tensor.name, error)
    }
  }

  /// A whole graph; its nodes follow what they read.
  mutating func graph(
    _ graph: ONNXGraph, around: [String] = [], renamed outer: [String: String] = [:]
  ) throws(ModelExchangeError) -> OperatorGraph {
    var renamed = outer
    var constants: [String: TypedTensor] = [:]
    for (name, tensor) in graph.constants {
      let path = ONNXRewriter.Place(around: around, name: name).path
      renamed[name] = slots.contains(path) ? path : nil
      guard !slots.contains(path) else { continue }
      constants[name] = try constant(tensor)
    }
    for name in graph.inputs.map(\.name) { renamed[name] = nil }
    var nodes: [OperatorGraph.Node] = []
    for node in graph.nodes {
      if let output = node.outputs.first, node.operation == "Constant" {
        let path = ONNXRewriter.Place(around: around, name: output).path
        if slots.contains(path) {
          renamed[output] = path
          continue
        }
      }
      for output in node.outputs { renamed[output] = nil }
      guard
        case .operation(let operation) = try operation(
          of: node, around: around, renamed: renamed)
      else { continue }
      nodes.append(
        .init(
          name: node.name.isEmpty ? node.outputs.first ?? node.operation : node.name,
          operation: operation, inputs: node.inputs.map { renamed[$0] ?? $0 },
          outputs: node.outputs))
    }
    return OperatorGraph(
      inputs: graph.inputs.map(\.name), constants: constants, nodes: nodes,
      outputs: graph.outputs.map { renamed[$0] ?? $0 })
  }
}

extension ONNXFile {
  /// The file as a graph of operators, for programs that only want to compute.
  package static func operatorGraph(_ bytes: [UInt8]) throws(ModelExchangeError) -> OperatorGraph {
    let graph = try ONNXGraph(bytes)
    var operators = ONNXOperators(graph, files: ExternalFiles { _ in ByteSource([]) })
    let made = try operators.graph(graph)
    guard operators.obstacles.isEmpty else { throw .unsupportedOperations(operators.obstacles) }
    return made
  }

  /// One tensor alone: message TensorProto.
  package static func tensor(_ bytes: [UInt8]) throws(ModelExchangeError) -> TypedTensor {
    try ONNXTensor(bytes[...]).typed(ExternalFiles { _ in ByteSource([]) })
  }
}
