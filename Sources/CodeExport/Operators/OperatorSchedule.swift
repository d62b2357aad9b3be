import CompressedModels
import Inference
import ModelExchange
import Networks
import Operators
import Tensors

/// The steps of a network of operators for inputs of fixed shapes: the network is computed once,
/// and what depends on shapes and constants alone is known from then on.
struct OperatorSchedule {
  /// One step: a node's loop with the places of what it reads and gives.
  struct Work {
    let node: Int
    let loop: LoweredStep
    let operands: [Operand]
    /// nil for outputs that nobody reads.
    let outputs: [Value?]
    /// Of memory that the step needs for itself.
    let scratch: Value?
  }

  enum Operand {
    case absent
    case value(Value)
    case constant(TypedTensor)
    case weights(PackedLayer)
  }

  /// Where numbers lie.
  enum Value: Equatable {
    case input(Int)
    case memory(Int)
    /// An output that depends on no input.
    case constant(Int)
  }

  let network: Network
  let works: [Work]
  let inputShapes: [[Int]]
  let outputShapes: [[Int]]
  let outputs: [Value]
  /// Outputs that depend on no input.
  let constants: [TypedTensor]
  /// Floats of the block of memory.
  let size: Int

  /// Open first extents are 1. Throws when shapes stay open, numbers are no floats, or operators
  /// have no loop, each with the number of its layers.
  init(_ network: Network, _ model: PackedModel, shapes: [String: [Int]])
    throws(CodeExportError)
  {
    self.network = network
    inputShapes = try Self.shapes(of: network, given: shapes)
    let trace = try Trace(network, inputShapes)
    let loops = try trace.loops()
    let memory = Memory(trace, loops)
    works = try loops.map { node, loop throws(CodeExportError) in
      try memory.work(node, loop, trace, model)
    }
    (outputShapes, size) = (network.outputs.map { trace.value(of: $0.source).shape }, memory.size)
    var constants: [TypedTensor] = []
    outputs = network.outputs.map { output in
      guard trace.isDynamic(output.source) else {
        constants.append(trace.value(of: output.source))
        return .constant(constants.count - 1)
      }
      return memory.value(of: output.source)
    }
    self.constants = constants
  }

  private static func shapes(of network: Network, given: [String: [Int]])
    throws(CodeExportError) -> [[Int]]
  {
    if let stranger = given.keys.sorted().first(where: { name in
      !network.inputs.contains { $0.name == name }
    }) {
      throw .unsupportedValue("no input is called '\(stranger)'")
    }
    var shapes: [[Int]] = []
    for input in network.inputs {
      guard input.type.element == .float32 else {
        throw .unsupportedValue(
          "input \(input.name) is of \(input.type.element.rawValue), not floats")
      }
      if let known = given[input.name] {
        guard known.allSatisfy({ $0 > 0 }),
          known.reduce(1, { $0 * Double($1) }) < Double(Int32.max),
          input.type.takes(TypedTensor(Tensor(zeros: known)))
        else {
          throw .unsupportedValue("input \(input.name) is \(input.type), not of shape \(known)")
        }
        shapes.append(known)
        continue
      }
      var shape: [Int] = []
      for (place, extent) in input.type.extents.enumerated() {
        guard let number = extent.number ?? (place == 0 ? 1 : nil) else {
          throw .unsupportedValue(
            "input \(input.name) has an open extent '\(extent)': "
              + "export(..., shapes={\(input.name): [...]}) gives it a number")
        }
        shape.append(number)
      }
      shapes.append(shape)
    }
    return shapes
  }
}

/// Everything that the network computes, once.
private struct Trace {
  let network: Network
  let inputs: [TypedTensor]
  let values: [[TypedTensor]]
  /// Of each node, whether what it gives depends on the numbers of the inputs.
  private let dynamicNodes: [Bool]
  /// Whether an output of the network depends on the node.
  private let isNeeded: [Bool]

  init(_ network: Network, _ shapes: [[Int]]) throws(CodeExportError) {
    self.network = network
    inputs = shapes.map { TypedTensor(Tensor(zeros: $0)) }
    var values: [[TypedTensor]] = []
    var dynamic: [Bool] = []
    let readers = network.lastReaders
    for (index, node) in network.nodes.enumerated() {
      do {
        // An operator may give more than its node names.
        values.append(
          Array(try network.evaluated(index, inputs, values).prefix(readers[index].count)))
      } catch { throw .unsupportedValue("\(error)") }
      let readsShapes = ["Shape", "Size"].contains(node.layer.kind)
      dynamic.append(
        !readsShapes && node.inputs.contains { $0.node.map { dynamic[$0] } ?? true })
    }
    var needed = [Bool](repeating: false, count: network.nodes.count)
    for case .node(let index, _) in network.outputs.map(\.source) { needed[index] = true }
    for (index, node) in network.nodes.enumerated().reversed() where needed[index] && dynamic[index]
    {
      for case .node(let source, _) in node.inputs { needed[source] = true }
    }
    (self.values, dynamicNodes, isNeeded) = (values, dynamic, needed)
  }

  func isDynamic(_ source: Network.Source) -> Bool { source.node.map { dynamicNodes[$0] } ?? true }

  func value(of source: Network.Source) -> TypedTensor {
    Network.value(source, inputs, values)
  }

  /// Of all nodes that have to be computed each time.
  func loops() throws(CodeExportError) -> [(node: Int, loop: LoweredStep)] {
    var loops: [(node: Int, loop: LoweredStep)] = []
    var strangers: [String: Int] = [:]
    for (index, node) in network.nodes.enumerated() where dynamicNodes[index] && isNeeded[index] {
      let read = node.inputs.map(value)
      let used = values[index].first?.type == .float32
      guard let layer = node.layer as? OperatorLayer, used,
        zip(node.inputs, read).allSatisfy({ !isDynamic($0) || $1.type == .float32 })
      else {
        strangers["\(node.layer.kind) of other types than floats", default: 0] += 1
        continue
      }
      do throws(OperatorError) {
        loops.append(
          (
            index,
            try layer.lowered(
              read, outputs: values[index], isDynamic: node.inputs.map(isDynamic))
          ))
      } catch {
        strangers[
          error.description == "has no loop" ? layer.kind : "\(layer.kind) that \(error)",
          default: 0] += 1
      }
    }
    guard strangers.isEmpty else {
      throw .unsupportedOperations(
        strangers.sorted { $0.key < $1.key }.map { (operation: $0.key, layers: $0.value) })
    }
    return loops
  }
}

/// Where the values of the steps lie in one block of memory.
private struct Memory {
  let size: Int
  /// By node and output; nil where nobody reads it.
  private var places: [[Int?]]
  private let roots: [[Root?]]
  private var scratch: [Int: Int] = [:]

  /// A value whose place another one shares.
  enum Root: Equatable {
    case input(Int)
    case own(node: Int, output: Int)
  }

  init(_ trace: Trace, _ loops: [(node: Int, loop: LoweredStep)]) {
    let network = trace.network
    let last = network.lastReaders
    func end(_ node: Int, _ output: Int) -> Int {
      let reader = last[node][output]
      guard reader < network.nodes.count else { return loops.count }
      return loops.firstIndex { $0.node >= reader } ?? loops.count
    }
    var roots = trace.values.map { [Root?](repeating: nil, count: $0.count) }
    var ends: [Int: [Int: Int]] = [:]
    for (number, (node, loop)) in loops.enumerated() {
      for output in trace.values[node].indices where last[node][output] > node {
        roots[node][output] = .own(node: node, output: output)
        if output == 0, Self.keepsNumbers(loop), let source = network.nodes[node].inputs.first {
          switch source {
          case .input(let input): roots[node][0] = .input(input)
          case .node(let other, let place): roots[node][0] = roots[other][place]
          }
        }
        guard case .own(let owner, let place) = roots[node][output] else { continue }
        ends[owner, default: [:]][place] = max(
          ends[owner]?[place] ?? number, end(node, output))
      }
    }
    var requests: [MemoryPlan.Request] = []
    var owners: [(node: Int, output: Int?)] = []
    for (number, (node, loop)) in loops.enumerated() {
      for output in trace.values[node].indices
      where roots[node][output] == .own(node: node, output: output) {
        requests.append(
          .init(
            life: number...max(number, ends[node]?[output] ?? number),
            size: trace.values[node][output].count))
        owners.append((node, output))
      }
      let own = Self.scratchSize(loop, node, trace)
      if own > 0 {
        requests.append(.init(life: number...number, size: own))
        owners.append((node, nil))
      }
    }
    let plan = MemoryPlan(requests)
    size = plan.size
    places = roots.map { $0.map { _ in nil } }
    self.roots = roots
    for (owner, offset) in zip(owners, plan.offsets) {
      if let output = owner.output {
        places[owner.node][output] = offset
      } else {
        scratch[owner.node] = offset
      }
    }
  }

  /// Whether the output is its first input, number for number.
  private static func keepsNumbers(_ loop: LoweredStep) -> Bool {
    guard case .movement(let movements) = loop, movements.count == 1,
      movements[0].filling == nil, movements[0].parts.count == 1,
      movements[0].parts[0].input == 0,
      case .gather(let extents, let strides, 0) = movements[0].parts[0].path
    else { return false }
    return extents.count == 1 && (strides == [1] || extents == [1])
  }

  /// Constants that are spread out before a step, and what recurrent layers keep.
  private static func scratchSize(_ loop: LoweredStep, _ node: Int, _ trace: Trace) -> Int {
    switch loop {
    case .recurrence(let layer):
      let gates = layer.kind == .lstm ? 4 : layer.kind == .gru ? 3 : 1
      return (layer.length * gates + gates + 3) * layer.hidden
    case .pairs, .matrices, .normalization, .movement:
      guard let layer = trace.network.nodes[node].layer as? OperatorLayer else { return 0 }
      return layer.operands.enumerated().reduce(0) { sum, operand in
        switch operand.element {
        case .absent: return sum
        case .constant(let tensor):
          return sum + (tensor.type.isFloat ? tensor.count : 0)
        case .parameter(let index): return sum + layer.parameters[index].weights.count
        case .value(let index):
          let source = trace.network.nodes[node].inputs[index]
          return sum + (trace.isDynamic(source) ? 0 : trace.value(of: source).count)
        }
      }
    default: return 0
    }
  }

  func value(of source: Network.Source) -> OperatorSchedule.Value {
    switch source {
    case .input(let index): return .input(index)
    case .node(let node, let output):
      switch roots[node][output] {
      case .input(let index): return .input(index)
      case .own(let owner, let place): return .memory(places[owner][place] ?? 0)
      case nil: return .memory(0)
      }
    }
  }

  func work(
    _ node: Int, _ loop: LoweredStep, _ trace: Trace, _ model: PackedModel
  ) throws(CodeExportError) -> OperatorSchedule.Work {
    let (network, values) = (trace.network, trace.values[node])
    guard let layer = network.nodes[node].layer as? OperatorLayer else {
      throw .unsupportedOperations([])
    }
    var operands: [OperatorSchedule.Operand] = []
    for operand in layer.operands {
      switch operand {
      case .absent: operands.append(.absent)
      case .constant(let tensor): operands.append(.constant(tensor))
      case .value(let index):
        let source = network.nodes[node].inputs[index]
        operands.append(
          trace.isDynamic(source) ? .value(value(of: source)) : .constant(trace.value(of: source)))
      case .parameter(let index):
        let name = network.nodes[node].parameterNames[index]
        if let packed = model.layers.first(where: { $0.name == name }),
          Self.isDecodedInPlace(index, of: layer, in: loop)
        {
          do { operands.append(.weights(try packed.withPlainSymbols())) } catch {
            throw .container(ContainerError(error, at: .init(layer: name)))
          }
        } else {
          operands.append(.constant(TypedTensor(layer.parameters[index].weights.tensor)))
        }
      }
    }
    return OperatorSchedule.Work(
      node: node, loop: loop, operands: operands,
      outputs: values.indices.map { output in
        roots[node][output] == nil ? nil : value(of: .node(node, output: output))
      }, scratch: scratch[node].map { .memory($0) })
  }

  /// Whether the step reads the parameter's coded weights one at a time.
  private static func isDecodedInPlace(
    _ parameter: Int, of layer: OperatorLayer, in loop: LoweredStep
  )
    -> Bool
  {
    let place = layer.operands.firstIndex {
      if case .parameter(parameter) = $0 { true } else { false }
    }
    switch loop {
    case .product(let product): return place == product.weights
    case .recurrence: return place == 1 || place == 2
    default: return false
    }
  }
}
