import Networks
import Tensors

/// Makes layers of an ONNX graph's nodes, one after the other (onnx.ai/onnx/operators).
struct ONNXTranslator {
  var builder: GraphBuilder
  private(set) var constants: [String: ONNXTensor]
  let files: ExternalFiles
  let version: Int
  /// The batch that the file was exported with, when it says one.
  let fixedBatch: Int?
  /// Numbers that several nodes use are decoded once. A matrix has one reader only
  /// (`ONNXGraph.isClassical`), and none is kept beside its layer's weights.
  private var decoded: [String: [Float]] = [:]
  private var shared: [String: ONNXSharedWeights] = [:]
  /// The nodes that layers were made of, by what they give.
  private(set) var makers: [String: ONNXGraph.Node] = [:]

  init(_ graph: ONNXGraph, inputShape: [Int], files: ExternalFiles) throws(ModelExchangeError) {
    builder = try GraphBuilder(inputShape: inputShape, inputName: graph.inputs[0].name)
    (constants, version, self.files) = (graph.constants, graph.version, files)
    fixedBatch = graph.inputs[0].shape.first.flatMap { $0 }
  }

  mutating func add(_ node: ONNXGraph.Node) throws(ModelExchangeError) {
    guard let output = node.outputs.first else { return }
    guard node.operation != "Cast" || isPlainCast(node) else {
      throw refuse(node, "changes numbers")
    }
    if let weights = try sharedWeights(node) {
      shared[output] = weights
      return
    }
    if let constant = try constant(node) {
      constants[output] = constant
      return
    }
    let node = recognized(node)
    makers[output] = node
    switch node.operation {
    case "Conv", "Gemm", "MatMul", "BatchNormalization": try addWeighted(node, output)
    case "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax":
      try addPooling(node, output)
    case "Add", "Sub", "Mul", "Div", "Sum", "Concat": try addJoint(node, output)
    case "Reshape", "Flatten", "Squeeze", "Unsqueeze": try addShape(node, output)
    case "Transpose", "Slice", "Split", "Resize", "Upsample": try addMovement(node, output)
    case "Identity", "Cast": try builder.pass(name(of: node), try value(node, 0), as: output)
    default: try addPlain(node, output)
    }
  }

  // MARK: What nodes say

  /// The node's own name; without one, its weights' name less ".weight" or the like, or its
  /// output's.
  func name(of node: ONNXGraph.Node) -> String {
    if !node.name.isEmpty { return node.name }
    for suffix in [".weight", "_weight", ".W", "_W", "_w"] {
      if let weights = node.input(1), weights.hasSuffix(suffix),
        ["Conv", "Gemm", "MatMul"].contains(node.operation)
      {
        return String(weights.dropLast(suffix.count))
      }
    }
    return node.outputs.first ?? node.operation
  }

  func refuse(_ node: ONNXGraph.Node, _ reason: String) -> ModelExchangeError {
    .unsupportedSetting(layer: name(of: node), reason: "\(node.operation) \(reason)")
  }

  /// The name of an input that layers compute.
  func value(_ node: ONNXGraph.Node, _ index: Int) throws(ModelExchangeError) -> String {
    guard let input = node.input(index) else { throw refuse(node, "lacks input \(index + 1)") }
    return input
  }

  func shape(_ node: ONNXGraph.Node) throws(ModelExchangeError) -> [Int] {
    let input = try value(node, 0)
    guard let shape = builder.shape(of: input) else {
      throw .unknownValue(layer: name(of: node), value: input)
    }
    return shape
  }

  /// A constant input; nil when the node does without it.
  func tensor(_ node: ONNXGraph.Node, _ index: Int) throws(ModelExchangeError) -> ONNXTensor? {
    guard let input = node.input(index) else { return nil }
    guard let tensor = constants[input] else {
      throw refuse(node, "reads '\(input)', which is no constant")
    }
    return tensor
  }

  /// A layer's constant weights, shared ones as they are stored; nil when the node does without
  /// that input.
  mutating func weights(_ node: ONNXGraph.Node, _ index: Int) throws(ModelExchangeError) -> Weights?
  {
    if let input = node.input(index), let shared = shared[input] {
      return shared.weights.map { .shared($0) }
        ?? .dense(Tensor(shape: shared.shape, values: shared.values))
    }
    guard let shape = try tensor(node, index)?.shape, let values = try floats(node, index) else {
      return nil
    }
    return .dense(Tensor(shape: shape, values: values))
  }

  mutating func floats(_ node: ONNXGraph.Node, _ index: Int) throws(ModelExchangeError) -> [Float]?
  {
    guard let tensor = try tensor(node, index), let input = node.input(index) else { return nil }
    if let known = decoded[input] { return known }
    let values: [Float]
    do { values = try tensor.values(files) } catch { throw .inEntry(name: input, error) }
    if tensor.shape.count < 2 { decoded[input] = values }
    return values
  }

  func integers(_ node: ONNXGraph.Node, _ index: Int) throws(ModelExchangeError) -> [Int]? {
    guard let tensor = try tensor(node, index) else { return nil }
    do { return try tensor.wholeNumbers(files) } catch {
      throw .inEntry(name: node.inputs[index], error)
    }
  }

  /// A setting that older operator sets have as an attribute, later ones as a constant input.
  func numbers(_ node: ONNXGraph.Node, _ attribute: String, _ index: Int) throws(ModelExchangeError)
    -> [Int]?
  {
    if let given = node.integers(attribute) { return given }
    return try integers(node, index)
  }

  mutating func number(
    _ node: ONNXGraph.Node, _ attribute: String, _ index: Int
  ) throws(ModelExchangeError) -> Float? {
    if let given = node.attributes[attribute]?.number { return given }
    return try floats(node, index)?.first
  }

  // MARK: Adding to the graph

  mutating func add(
    _ node: ONNXGraph.Node, _ operation: String, _ attributes: [String: Attribute] = [:],
    inputs: [String],
    _ output: String
  ) throws(ModelExchangeError) {
    try builder.add(name(of: node), operation, attributes, reading: inputs, giving: output)
  }

  mutating func addLayer(
    _ node: ONNXGraph.Node, _ output: String, _ make: ([[Int]]) throws(NetworkError) -> any Layer
  ) throws(ModelExchangeError) {
    try builder.add(name(of: node), reading: [try value(node, 0)], giving: output, make)
  }
}
