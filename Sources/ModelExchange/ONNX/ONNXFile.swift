import Networks

/// ONNX, the exchange format that PyTorch and most others export to: graph and weights in one
/// protobuf message. Opsets 7 to 21, and later ones as long as they leave these operators as they
/// are.
public enum ONNXFile {
  /// The operators that have layers; `Network+ONNX` says how.
  static let operations: Set<String> = [
    "Add", "AveragePool", "BatchNormalization", "Cast", "Clip", "Concat", "Constant", "Conv", "Div",
    "Dropout",
    "Flatten",
    "Gather", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "Identity", "LRN", "LeakyRelu",
    "MatMul", "MaxPool", "Mul",
    "ReduceMean", "Relu", "Reshape", "Shape", "Sigmoid", "Softmax", "Squeeze", "Sub", "Sum", "Tanh",
    "Unsqueeze",
  ]

  /// Whether the bytes look like a model: the first field is a small number, and there is a graph.
  public static func recognizes(_ bytes: [UInt8]) -> Bool {
    var reader = ProtobufReader(bytes[...])
    guard let first = try? reader.next(), first.number == 1, case .variable = first.value else {
      return false
    }
    while let field = try? reader.next() {
      if field.number == 7, case .bytes = field.value { return true }
    }
    return false
  }

  /// The network, with the file's names. `inputShape` (without the batch) is needed when the file
  /// leaves it open. `external` reads files with weights that lie beside the model.
  public static func read(
    _ bytes: [UInt8], inputShape: [Int]? = nil, external: @escaping (String) throws -> [UInt8]
  ) throws(ModelExchangeError) -> Network {
    let graph = try ONNXGraph(bytes)
    guard graph.version >= 7 else {
      throw .unsupportedVersion("an ONNX file of operator set \(graph.version)")
    }
    try GraphBuilder.refuse(
      graph.nodes.filter {
        !operations.contains($0.operation) || !["", "ai.onnx"].contains($0.domain)
      }
      .map { $0.domain.isEmpty ? $0.operation : "\($0.domain).\($0.operation)" })
    guard graph.inputs.count == 1, let output = graph.outputs.first else {
      throw .inputs(graph.inputs.map(\.name))
    }
    let shape = try Self.shape(of: graph.inputs[0], given: inputShape)
    var translator = try ONNXTranslator(graph, inputShape: shape, files: ExternalFiles(external))
    for node in graph.nodes { try translator.add(node) }
    return try translator.builder.network(giving: output)
  }

  private static func shape(of input: ONNXGraph.Input, given: [Int]?) throws(ModelExchangeError)
    -> [Int]
  {
    let stored = input.shape.dropFirst()
    if let given {
      guard stored.isEmpty || stored.count == given.count,
        zip(stored, given).allSatisfy({ $0 ?? $1 == $1 })
      else {
        throw .wrongShape(name: input.name, expected: stored.map { $0 ?? 0 }, found: given)
      }
      return given
    }
    let known = stored.compactMap { $0 }
    guard !known.isEmpty, known.count == stored.count else { throw .openInputShape(input.name) }
    return known
  }
}
