import Operators
import Tensors

extension OperatorGraph {
  /// All of an ONNX graph, nodes in an order in which each follows what it reads. Throws with the
  /// names of **all** operators and settings that stand in the way.
  init(_ graph: ONNXGraph, versions: [String: Int], files: ExternalFiles)
    throws(ModelExchangeError)
  {
    var obstacles: [String] = []
    self = try Self.made(graph, versions, files, &obstacles)
    guard obstacles.isEmpty else { throw .unsupportedOperations(obstacles) }
  }

  private static func made(
    _ graph: ONNXGraph, _ versions: [String: Int], _ files: ExternalFiles,
    _ obstacles: inout [String]
  ) throws(ModelExchangeError) -> OperatorGraph {
    var constants: [String: TypedTensor] = [:]
    for (name, tensor) in graph.constants {
      do { constants[name] = try tensor.typed(files) } catch { throw .inEntry(name: name, error) }
    }
    var nodes: [Node] = []
    for node in graph.nodes {
      do {
        nodes.append(
          Node(
            name: node.name.isEmpty ? node.outputs.first ?? node.operation : node.name,
            operation: try Self.operation(node, versions, files, &obstacles),
            inputs: node.inputs, outputs: node.outputs))
      } catch {
        switch error {
        case .operation(let reason):
          let obstacle = "\(node.operation): \(reason)"
          if !obstacles.contains(obstacle) { obstacles.append(obstacle) }
        case .file(let error): throw error
        }
      }
    }
    return OperatorGraph(
      inputs: graph.inputs.map(\.name), constants: constants, nodes: nodes, outputs: graph.outputs)
  }

  private enum Failure: Error {
    case operation(String)
    case file(ModelExchangeError)
  }

  private static func operation(
    _ node: ONNXGraph.Node, _ versions: [String: Int], _ files: ExternalFiles,
    _ obstacles: inout [String]
  ) throws(Failure) -> any Operator {
    var attributes: [String: OperatorNode.Attribute] = [:]
    for (name, attribute) in node.attributes {
      do {
        attributes[name] = try Self.attribute(attribute, versions, files, &obstacles)
      } catch { throw .file(error) }
    }
    let domain = node.domain == "ai.onnx" ? "" : node.domain
    do {
      return try OperatorRegistry.make(
        OperatorNode(
          node.operation, domain: domain, version: versions[domain] ?? 1,
          inputs: node.inputs.map { !$0.isEmpty }, outputs: node.outputs.map { !$0.isEmpty },
          attributes: attributes))
    } catch { throw .operation(error.description) }
  }

  private static func attribute(
    _ attribute: ONNXAttribute, _ versions: [String: Int], _ files: ExternalFiles,
    _ obstacles: inout [String]
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
    if let tensor = attribute.tensor { return .tensor(try tensor.typed(files)) }
    if let graph = attribute.graph {
      return .graph(try made(graph, versions, files, &obstacles))
    }
    if let number = attribute.number { return .number(number) }
    if let integer = attribute.integer { return .integer(integer) }
    if let text = attribute.text { return .text(text) }
    if let integers = attribute.integers { return .integers(integers) }
    if let floats = attribute.floats { return .numbers(floats) }
    if let texts = attribute.texts { return .texts(texts) }
    return .other("of kind \(attribute.kind)")
  }
}

extension ONNXFile {
  /// The file as a graph of operators, for programs that only want to compute.
  package static func operatorGraph(_ bytes: [UInt8]) throws(ModelExchangeError) -> OperatorGraph {
    let graph = try ONNXGraph(bytes)
    return try OperatorGraph(graph, versions: graph.versions, files: ExternalFiles { _ in [] })
  }

  /// One tensor alone: message TensorProto.
  package static func tensor(_ bytes: [UInt8]) throws(ModelExchangeError) -> TypedTensor {
    try ONNXTensor(bytes[...]).typed(ExternalFiles { _ in [] })
  }
}
