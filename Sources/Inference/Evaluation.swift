import CompressedModels
import Networks
import Products
import Tensors

/// What computes batches of floats, step by step: a program on the host or on a device.
public protocol TensorProgram: Predictor {
  /// One tensor for each input of the network, [N, ...] -> one for each of its outputs.
  func run(_ inputs: [Tensor]) throws -> [Tensor]
}

extension TensorProgram {
  /// The same for networks of one input: the first output.
  public func outputs(of inputs: Tensor) throws -> Tensor { try run([inputs])[0] }
}

/// What a network gives for inputs of any kind: by its program where it has one, otherwise layer by
/// layer.
public struct Evaluation: Sendable {
  /// With its weights where no program has them.
  public let network: Network
  /// nil for networks whose values are not all batches of floats.
  public let program: (any TensorProgram)?
  /// What computes a packed model of operators, some of whose weights stay codes.
  private let operators: OperatorProgram?

  public init(_ network: Network, on machine: Machine = .current) {
    self.network = network
    program = Schedule.plans(network) ? network.program(on: machine) : nil
    operators = nil
  }

  /// Made when it is first asked for, and kept with the model. Throws when the layers do not make a
  /// network.
  public init(_ model: PackedModel, on machine: Machine = .current) throws(ContainerError) {
    self = try model.kept.value(for: machine) { () throws(ContainerError) in
      let skeleton = try model.skeleton()
      if Schedule.plans(skeleton) {
        return Evaluation(network: skeleton, program: try model.program(on: machine))
      }
      let coded = model.codedNodes(of: skeleton, on: machine)
      let network = try model.network { coded.parameters.contains($0) }
      return Evaluation(
        network: network, operators: OperatorProgram(network, coded: coded.nodes))
    }
  }

  private init(
    network: Network, program: (any TensorProgram)? = nil, operators: OperatorProgram? = nil
  ) {
    (self.network, self.program, self.operators) = (network, program, operators)
  }

  /// The same network computed by another program of it.
  public func computed(by program: any TensorProgram) -> Evaluation {
    Evaluation(network: network, program: program)
  }

  /// One value for each input -> one for each output. Throws when the network cannot compute with
  /// them, and names every operator that stands in the way.
  public func outputs(of inputs: [TypedTensor]) throws -> [TypedTensor] {
    if let program { return try program.run(network.checked(inputs)).map { TypedTensor($0) } }
    try network.checkOperators()
    return try (operators ?? network.operatorProgram).outputs(of: inputs)
  }

  /// What a layer gives for such inputs, all its outputs.
  public func outputs(of layer: Int, inputs: [TypedTensor]) throws -> [TypedTensor] {
    let outputs = network.valueTypes[layer].indices.map {
      Network.Output(name: "\($0)", source: .node(layer, output: $0))
    }
    let part = try Network(inputs: network.inputs, nodes: network.nodes, outputs: outputs)
    try part.checkOperators()
    return try part.evaluated(inputs)
  }
}

extension Network {
  /// Made when it is first asked for, and kept with the network.
  fileprivate var operatorProgram: OperatorProgram {
    kept.value(for: OperatorKey()) { OperatorProgram(apart) }
  }

  private struct OperatorKey: Hashable, Sendable {}

  /// What keeps the network from being computed: operators that dcs does not have, each once.
  public var obstacles: [String] {
    var seen: Set<String> = []
    return nodes.compactMap(\.layer.obstacle).filter { seen.insert($0).inserted }
  }

  fileprivate func checkOperators() throws(NetworkError) {
    let obstacles = obstacles
    guard obstacles.isEmpty else { throw .notComputed(operators: obstacles) }
  }

  /// The floats of inputs of the network's own types.
  fileprivate func checked(_ values: [TypedTensor]) throws(NetworkError) -> [Tensor] {
    try check(values)
    return values.compactMap(\.tensor)
  }
}

extension Evaluation: Predictor {
  public var inputShape: [Int] { network.inputShape }
  public var outputShape: [Int] { network.outputShape }

  public var largestValueCount: Int {
    program?.largestValueCount ?? max(1 << 16, 64 * inputShape.reduce(1, *))
  }

  /// inputs: [N, ...] -> the first output, [N, ...].
  public func outputs(of inputs: Tensor) throws -> Tensor {
    if let program { return try program.outputs(of: inputs) }
    guard let output = try allOutputs(of: inputs).first?.tensor,
      output.shape.first == inputs.shape.first
    else { throw NetworkError.takesNoExamples }
    return output
  }

  /// inputs: [N, ...] -> every output. A network that takes a fixed number of examples at a time
  /// gets them so, and its outputs stand one behind the other; what the last pass lacks is filled
  /// up, and cut off again: throws where an output has no row for each example then.
  public func allOutputs(of inputs: Tensor) throws -> [TypedTensor] {
    guard let pass = network.inputs.first?.type.extents.first?.number else {
      return try outputs(of: [TypedTensor(inputs)])
    }
    let count = inputs.shape.first ?? 0
    var parts = [[TypedTensor]](repeating: [], count: network.outputs.count)
    for start in stride(from: 0, to: count, by: pass) {
      let rows = start..<min(count, start + pass)
      let part = inputs.rows(rows, filledUpTo: pass)
      for (place, output) in try outputs(of: [TypedTensor(part)]).enumerated() {
        guard rows.count < pass else {
          parts[place].append(output)
          continue
        }
        guard output.shape.first == pass else { throw NetworkError.takesNoExamples }
        parts[place].append(output.rows(0..<rows.count))
      }
    }
    return try parts.map {
      guard let whole = TypedTensor(rowsOf: $0) else { throw NetworkError.takesNoExamples }
      return whole
    }
  }
}

extension Tensor {
  /// Some rows, the last one repeated until there are `count`.
  fileprivate func rows(_ range: Range<Int>, filledUpTo count: Int) -> Tensor {
    let size = shape.dropFirst().reduce(1, *)
    var part = Array(values[range.lowerBound * size..<range.upperBound * size])
    while part.count < count * size { part += part.suffix(size) }
    return Tensor(shape: [count] + shape.dropFirst(), values: part)
  }
}
