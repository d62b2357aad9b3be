import Tensors

/// Nodes in an order in which each follows what it reads: a whole graph, or one inside a node.
public struct OperatorGraph: Sendable {
  public struct Node: Sendable {
    /// What errors call it: its own name, or that of its first output.
    public let name: String
    public let operation: any Operator
    /// Empty names stand for inputs and outputs that are left out.
    public let inputs: [String]
    public let outputs: [String]

    public init(name: String, operation: any Operator, inputs: [String], outputs: [String]) {
      (self.name, self.operation) = (name, operation)
      (self.inputs, self.outputs) = (inputs, outputs)
    }
  }

  public let inputs: [String]
  public let constants: [String: TypedTensor]
  public let nodes: [Node]
  public let outputs: [String]

  public init(
    inputs: [String], constants: [String: TypedTensor], nodes: [Node], outputs: [String]
  ) {
    (self.inputs, self.constants) = (inputs, constants)
    (self.nodes, self.outputs) = (nodes, outputs)
  }

  /// Names that it reads and neither has nor computes: values of the graph around it.
  public var capturedNames: [String] {
    var known = Set(inputs).union(constants.keys)
    var captured: [String] = []
    func read(_ name: String) {
      if !name.isEmpty, known.insert(name).inserted { captured.append(name) }
    }
    for node in nodes {
      node.inputs.forEach(read)
      (node.operation as? any ControlOperator)?.capturedNames.forEach(read)
      known.formUnion(node.outputs)
    }
    outputs.forEach(read)
    return captured
  }

  /// One value for each of `inputs` and for what it captures -> one for each of its outputs.
  public func outputs(
    of values: [TypedTensor], captured: [String: TypedTensor] = [:]
  ) throws(OperatorError) -> [TypedTensor] {
    guard values.count == inputs.count else {
      throw OperatorError("takes \(inputs.count) inputs, not \(values.count)")
    }
    var known = captured.merging(constants) { $1 }
    for (name, value) in zip(inputs, values) { known[name] = value }
    let lastReaders = lastReaders
    for (index, node) in nodes.enumerated() {
      do throws(OperatorError) {
        let results = try Self.outputs(of: node, known)
        for (name, result) in zip(node.outputs, results) where !name.isEmpty {
          known[name] = result
        }
      } catch { throw error.inside(node.name) }
      for name in lastReaders[index] { known[name] = nil }
    }
    var results: [TypedTensor] = []
    for name in outputs {
      guard let value = known[name] else { throw OperatorError("nothing gives '\(name)'") }
      results.append(value)
    }
    return results
  }

  private static func outputs(of node: Node, _ known: [String: TypedTensor])
    throws(OperatorError) -> [TypedTensor]
  {
    var inputs: [TypedTensor?] = []
    for name in node.inputs {
      guard name.isEmpty || known[name] != nil else {
        throw OperatorError("reads '\(name)', which nothing before it gives")
      }
      inputs.append(name.isEmpty ? nil : known[name])
    }
    guard let control = node.operation as? any ControlOperator else {
      return try node.operation.outputs(of: inputs)
    }
    let captured = control.capturedNames.compactMap { name in known[name].map { (name, $0) } }
    return try control.outputs(
      of: inputs, captured: Dictionary(captured) { first, _ in first })
  }

  /// For each node the values that nobody reads after it: their memory is given back.
  private var lastReaders: [[String]] {
    var last: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      for name in node.inputs { last[name] = index }
      for name in (node.operation as? any ControlOperator)?.capturedNames ?? [] {
        last[name] = index
      }
    }
    for name in outputs { last[name] = nil }
    var names = [[String]](repeating: [], count: nodes.count)
    for (name, index) in last where !name.isEmpty { names[index].append(name) }
    return names
  }
}
