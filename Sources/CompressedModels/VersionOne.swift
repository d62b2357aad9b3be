import Networks
import Tensors

/// What version 1 of the container can say. Its networks read one batch of examples and give what
/// the last layer gives; a layer has one chunk, for its one matrix of weights, or for the rows of
/// numbers a channel. Everything else needs a later version, and is refused here and nowhere
/// else.
enum VersionOne {
  /// The operations whose parameters, [C] each, are the rows of one matrix.
  private static let joining = [BatchNormalization.operation, PReLU.operation]

  static func joinsParameters(_ operation: String) -> Bool { joining.contains(operation) }

  /// Refuses what the version has no words for.
  static func check(_ network: Network) throws(PackingError) {
    guard network.inputs.count == 1 && network.outputs.count == 1 else {
      throw .beyondVersionOne("several inputs or outputs")
    }
    guard network.inputs[0].type.isExamples else {
      throw .beyondVersionOne("the input \(network.inputs[0].type)")
    }
    guard network.outputs[0].source == .node(network.nodes.count - 1) else {
      throw .beyondVersionOne("an output before the last layer")
    }
    for node in network.nodes {
      try check(node, of: network)
    }
  }

  private static func check(_ node: Network.Node, of network: Network) throws(PackingError) {
    for source in node.inputs {
      if case .node(_, let output) = source, output > 0 {
        throw .beyondVersionOne("a layer with several outputs, '\(network.name(of: source))'")
      }
    }
    for name in node.parameterNames where network.nodes(holding: name).count > 1 {
      throw .beyondVersionOne("'\(name)', a parameter of several layers")
    }
    let operation = type(of: node.layer).operation
    if let name = VersionOneAttributes.unknown(in: node.layer.attributes, of: operation) {
      throw .beyondVersionOne("the attribute \(name) of layer \(node.name), \(operation)")
    }
    let parameters = node.layer.parameters
    let isPlain = parameters.isEmpty || joinsParameters(operation)
    let isCalledLikeLayer = node.parameterNames == [node.name]
    guard isPlain || (isCalledLikeLayer && parameters[0].role == .weights) else {
      let names = node.parameterNames.joined(separator: ", ")
      throw .beyondVersionOne("the parameters \(names) of layer \(node.name)")
    }
  }
}

extension PackedLayer {
  /// Parameters of channels as the rows of a matrix of 32-bit floats without biases.
  init(joining parameters: [LayerParameter], name: String, nodeIndex: Int) throws(PackingError) {
    let channels = parameters.first?.weights.count ?? 0
    let rows = Tensor(shape: [parameters.count, channels], values: parameters.flatMap(\.values))
    do {
      try self.init(
        name: name, nodeIndex: nodeIndex, shape: rows.shape, bias: nil, content: DenseWeights(rows),
        symbols: LayerSymbols())
    } catch { throw .coding(layer: name, error) }
  }

  /// The parameters of a node that are of these shapes. Nothing is reserved before the shapes of
  /// the file agree with them: no few bytes can ask for gigabytes of zeros.
  func parameters(
    of operation: String, shapes: [ParameterShape],
    weights: (PackedLayer) throws(ContainerFault) -> Weights
  ) throws(ContainerFault) -> [LayerParameter] {
    guard let first = shapes.first else { return [] }
    let isJoined = VersionOne.joinsParameters(operation)
    let expected = isJoined ? [shapes.count] + first.extents : first.extents
    guard shape == expected else {
      throw .network(.wrongParameterShape(layer: name, expected: expected, found: shape))
    }
    let biases = first.hasBias ? expected.first ?? 0 : 0
    guard bias?.count ?? 0 == biases else {
      throw .wrongCount(field: "biases", expected: biases, found: bias?.count ?? 0)
    }
    guard isJoined else {
      return [LayerParameter(first.name, first.role, try weights(self), bias: bias)]
    }
    guard let rows = (content as? DenseWeights)?.tensor else { throw .codedChannels }
    let channels = shape[1]
    return shapes.enumerated().map { row, shape in
      LayerParameter(
        shape.name, shape.role, Array(rows.values[row * channels..<(row + 1) * channels]))
    }
  }
}
