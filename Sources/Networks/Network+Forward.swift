import Memory
import Tensors

extension Network {
  /// One value for each of `inputs` -> one for each of `outputs`. Precondition: values of the
  /// inputs' types; those with open extents of one name agree on it; no layer whose inputs are only
  /// known when they are there (`evaluated`).
  public func forward(_ inputs: [TypedTensor]) -> [TypedTensor] {
    do {
      return try evaluated(inputs)
    } catch { preconditionFailure("\(error)") }
  }

  /// The same; throws when the network cannot compute with the inputs.
  public func evaluated(_ inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor] {
    try check(inputs)
    let lastReaders = lastReaders
    var values: [[TypedTensor]] = []
    for (index, node) in nodes.enumerated() {
      values.append(try evaluated(index, inputs, values))
      // What nobody reads any more gives its memory back: large images fill gigabytes otherwise.
      for case .node(let source, let output) in node.inputs
      where lastReaders[source][output] == index {
        values[source][output] = TypedTensor(Tensor(zeros: [0]))
      }
    }
    return outputs.map { Self.value($0.source, inputs, values) }
  }

  /// What a node gives, by its layer's own code, given the values of the nodes that it reads.
  package func evaluated(_ index: Int, _ inputs: [TypedTensor], _ values: [[TypedTensor]])
    throws(NetworkError) -> [TypedTensor]
  {
    let node = nodes[index]
    let read = node.inputs.map { Self.value($0, inputs, values) }
    try requireMemory(forOutputsOf: index, examples: read.first?.shape.first ?? 1)
    return try node.named { () throws(NetworkError) in try node.layer.evaluated(read) }
  }

  /// Asks for the memory of what a layer of floats gives. Operators ask themselves: what a file
  /// says of their shapes need not be so.
  private func requireMemory(forOutputsOf index: Int, examples: Int) throws(NetworkError) {
    guard nodes[index].layer is any FloatLayer else { return }
    let count = (valueTypes[index].first?.exampleShape ?? []).reduce(4.0 * Double(examples)) {
      $0 * Double($1)
    }
    do {
      try MemoryBudget.require(
        Int(min(count, 0x1p62)),
        for: "what '\(nodes[index].name)' gives for \(examples) examples")
    } catch { throw .memory(error) }
  }

  /// Throws unless these are values for the network's inputs.
  package func check(_ values: [TypedTensor]) throws(NetworkError) {
    guard values.count == inputs.count else {
      throw .wrongInputs(
        expected: "\(inputs.count) input\(inputs.count == 1 ? "" : "s"), "
          + inputs.map(\.name).joined(separator: ", "), found: "\(values.count)")
    }
    var extents: [String: Int] = [:]
    for (input, value) in zip(inputs, values) {
      guard input.type.takes(value) else {
        throw .wrongInputs(
          expected: "\(input.name) as \(input.type)",
          found: "\(value.type.rawValue) \(value.shape)")
      }
      for case (.open(let name), let extent) in zip(input.type.extents, value.shape) {
        guard extents.updateValue(extent, forKey: name) ?? extent == extent else {
          throw .wrongInputs(
            expected: "inputs that agree on \(name)", found: "\(extent) for \(input.name)")
        }
      }
    }
  }

  /// input: [N, inputShape...] -> [N, outputShape...], for networks that take examples.
  public func forward(_ input: Tensor) -> Tensor {
    guard let output = forward([TypedTensor(input)])[0].tensor else {
      preconditionFailure("the network gives no floats")
    }
    return output
  }

  /// The same; throws when the network cannot compute with the input.
  package func evaluatedOutput(of input: Tensor) throws(NetworkError) -> Tensor {
    guard let output = try evaluated([TypedTensor(input)])[0].tensor else {
      throw .cannotCompute(layer: outputs[0].name, reason: "the network gives no floats")
    }
    return output
  }

  package static func value(_ source: Source, _ inputs: [TypedTensor], _ values: [[TypedTensor]])
    -> TypedTensor
  {
    switch source {
    case .input(let index): inputs[index]
    case .node(let index, let output): values[index][output]
    }
  }

  /// For each output of each node the last node that reads it; one past all when it is an output of
  /// the network, the node's own number when nobody reads it.
  public var lastReaders: [[Int]] {
    var readers = nodes.indices.map { [Int](repeating: $0, count: valueTypes[$0].count) }
    for (index, node) in nodes.enumerated() {
      for case .node(let source, let output) in node.inputs { readers[source][output] = index }
    }
    for case .node(let source, let output) in outputs.map(\.source) {
      readers[source][output] = nodes.count
    }
    return readers
  }
}

extension Network.Node {
  /// What `body` gives; where it cannot compute, the error has this node's name.
  fileprivate func named<Result>(_ body: () throws(NetworkError) -> Result) throws(NetworkError)
    -> Result
  {
    do {
      return try body()
    } catch {
      guard case .cannotCompute(_, let reason) = error else { throw error }
      throw .cannotCompute(layer: name, reason: reason)
    }
  }
}

// MARK: Training

extension Network {
  /// The forward pass of training: everything that `backward` needs. Layers with statistics among
  /// the `frozen` ones compute as in inference, from what they tracked before. Throws when the
  /// network cannot compute with the inputs.
  public func forwardForTraining(
    _ inputs: [TypedTensor], random: inout RandomSource, frozen: Set<String> = []
  ) throws(NetworkError) -> [Activation] {
    var activations: [Activation] = []
    for (index, node) in nodes.enumerated() {
      let read = node.inputs.map { Self.value($0, inputs, activations) }
      try requireMemory(forOutputsOf: index, examples: read.first?.shape.first ?? 1)
      if node.layer.hasStatistics && frozen.contains(node.name) {
        activations.append(Activation(outputs: node.layer.forward(read)))
      } else {
        activations.append(
          try node.named { () throws(NetworkError) in
            try node.layer.evaluatedForTraining(read, random: &random)
          })
      }
    }
    return activations
  }

  /// The same for networks that take examples.
  public func forwardForTraining(
    _ input: Tensor, random: inout RandomSource, frozen: Set<String> = []
  ) throws(NetworkError) -> [Activation] {
    try forwardForTraining([TypedTensor(input)], random: &random, frozen: frozen)
  }

  /// What the network gives, after the forward pass of training.
  public func outputs(of activations: [Activation], inputs: [TypedTensor]) -> [TypedTensor] {
    outputs.map { Self.value($0.source, inputs, activations) }
  }

  /// The same for networks that take examples.
  public func output(of activations: [Activation], input: Tensor) -> Tensor {
    guard let output = outputs(of: activations, inputs: [TypedTensor(input)])[0].tensor else {
      preconditionFailure("the network gives no floats")
    }
    return output
  }

  /// Gradients of all layers, in the order of `nodes`, given those of the loss by the outputs; nil
  /// for an output that the loss does not see. The layers' gradients by their inputs are not kept.
  /// `passed` is told, from the last node to the first, that all behind it have their gradients,
  /// and may take them.
  public func backward(
    _ outputGradients: [Tensor?], inputs: [TypedTensor], activations: [Activation],
    passed: (_ node: Int, _ gradients: inout [LayerGradient]) -> Void = { _, _ in }
  ) throws(NetworkError) -> [LayerGradient] {
    var pending = valueTypes.map { [Tensor?](repeating: nil, count: $0.count) }
    var gradients = [LayerGradient](repeating: LayerGradient(inputs: []), count: nodes.count)
    func add(_ gradient: Tensor, to source: Source) {
      guard case .node(let index, let output) = source else { return }
      pending[index][output] =
        pending[index][output].flatMap { $0.combined(with: gradient, +) } ?? gradient
    }
    for (output, gradient) in zip(outputs, outputGradients) {
      if let gradient { add(gradient, to: output.source) }
    }
    for index in nodes.indices.reversed() where pending[index].contains(where: { $0 != nil }) {
      let node = nodes[index]
      gradients[index] = try node.named { () throws(NetworkError) in
        try node.layer.evaluatedBackward(
          pending[index], of: activations[index],
          inputs: node.inputs.map { Self.value($0, inputs, activations) },
          wantsInputGradient: node.inputs.contains { $0.node != nil })
      }
      for (source, gradient) in zip(node.inputs, gradients[index].inputs)
      where valueType(of: source).element == .float32 && gradient.shape != [0] {
        add(gradient, to: source)
      }
      pending[index] = []
      gradients[index].inputs = []
      passed(index, &gradients)
    }
    return gradients
  }

  /// The same for networks that take examples.
  public func backward(
    _ outputGradient: Tensor, input: Tensor, activations: [Activation],
    passed: (_ node: Int, _ gradients: inout [LayerGradient]) -> Void = { _, _ in }
  ) throws(NetworkError) -> [LayerGradient] {
    try backward(
      [outputGradient], inputs: [TypedTensor(input)], activations: activations, passed: passed)
  }

  private static func value(
    _ source: Source, _ inputs: [TypedTensor], _ activations: [Activation]
  ) -> TypedTensor {
    switch source {
    case .input(let index): inputs[index]
    case .node(let index, let output): activations[index].outputs[output]
    }
  }
}
