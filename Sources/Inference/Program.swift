import CompressedModels
import Memory
import Networks
import Products
import Synchronization
import Tensors

/// A network made ready to run on a machine: steps in order, one memory plan, products laid out.
/// Made once and run often; nothing is allocated while it runs but its outputs.
public final class Program: Sendable {
  public let schedule: Schedule
  public let machine: Machine
  let steps: [any ProgramStep]
  let weights: ProgramWeights
  private let outputs: [ValuePlace]
  /// The block of the last pass, unless a pass has it.
  private let idle = Mutex<WorkingMemory?>(nil)

  public convenience init(_ network: Network, on machine: Machine = .current) {
    let schedule = Schedule(network)
    self.init(schedule, ProgramWeights(schedule.network), on: machine)
  }

  /// From codes and positions: no dense matrix is made of them. Throws when the layers do not make
  /// a network.
  public convenience init(
    _ model: PackedModel, on machine: Machine = .current
  ) throws(ContainerError) {
    self.init(Schedule(try model.skeleton()), ProgramWeights(model), on: machine)
  }

  init(_ schedule: Schedule, _ weights: ProgramWeights, on machine: Machine) {
    (self.schedule, self.machine) = (schedule, machine)
    self.weights = weights
    let binding = Binding(schedule: schedule, weights: weights, machine: machine)
    steps = schedule.steps.map(binding.step)
    outputs = schedule.network.outputs.map { binding.place(of: $0.source) }
  }

  public var inputShape: [Int] { schedule.network.inputShape }
  public var outputShape: [Int] { schedule.network.outputShape }

  /// Bytes that laid out weights hold.
  public var heldBytes: Int { steps.reduce(0) { $0 + $1.heldBytes } }

  /// Floats of all inputs, each from the start of a line of the cache on.
  private func inputCount(_ batch: Int) -> Int {
    schedule.network.inputs.reduce(0) { $0 + Self.lines(batch * Self.count($1)) }
  }

  private static func count(_ input: Network.Input) -> Int {
    (input.type.exampleShape ?? []).reduce(1, *)
  }

  private static func lines(_ floats: Int) -> Int { (floats + 15) / 16 * 16 }

  private func scratchCount(_ batch: Int) throws -> Int {
    try steps.reduce(0) {
      max($0, try $1.scratchCount(batch: batch, threads: machine.threads))
    } + ProductPass.readableBehind
  }

  /// One tensor for each input of the network, [N, ...] -> one for each of its outputs. The same
  /// bits for any number of threads. Throws when packed weights cannot be decoded.
  public func run(_ inputs: [Tensor]) throws -> [Tensor] {
    var results = outputs.map { Tensor(zeros: [0] + $0.shape) }
    try pass(over: inputs) { memory in
      for step in steps { try step.run(memory) }
      results = outputs.map { Self.collected($0, memory) }
    }
    return results
  }

  /// Calls `body` with memory that holds the inputs.
  func pass(over inputs: [Tensor], _ body: (PassMemory) throws -> Void) throws {
    precondition(inputs.count == schedule.network.inputs.count)
    guard let batch = inputs.first?.shape.first, batch > 0 else { return }
    try machine.run {
      let values = schedule.size * batch
      let count = try values + inputCount(batch) + scratchCount(batch)
      let block = idle.withLock { memory in
        defer { memory = nil }
        return memory.flatMap { $0.count >= count ? $0 : nil }
      }
      if block == nil { try MemoryBudget.require(4 * count, for: "a pass of \(batch) examples") }
      let memory = block ?? WorkingMemory(count: count)
      defer { idle.withLock { $0 = memory } }
      var next = memory.base + values
      let readers = inputs.map { input in
        let start = next
        input.values.withUnsafeBufferPointer { source in
          if let base = source.baseAddress { start.update(from: base, count: input.count) }
        }
        next += Self.lines(input.count)
        return SharedReader(UnsafePointer(start))
      }
      try body(
        PassMemory(
          base: SharedPointer(memory.base), inputs: readers, scratch: SharedPointer(next),
          batch: batch, threads: machine.threads))
    }
  }

  private static func collected(_ output: ValuePlace, _ memory: PassMemory) -> Tensor {
    Tensor(shape: [memory.batch] + output.shape) { target in
      for example in 0..<memory.batch {
        (target.base + example * output.count).update(
          from: output.reader(memory).base + example * output.stride, count: output.count)
      }
    }
  }
}

extension Program {
  var binding: Binding { Binding(schedule: schedule, weights: weights, machine: machine) }
}

/// Joins the steps of a schedule with weights and a machine.
struct Binding {
  let schedule: Schedule
  let weights: ProgramWeights
  let machine: Machine

  func place(of source: Network.Source) -> ValuePlace {
    ValuePlace(place: schedule.place(of: source), shape: schedule.shape(of: source))
  }

  func step(_ step: Schedule.Step) -> any ProgramStep {
    let layer = schedule.network.nodes[step.nodes[0]].layer
    let (inputs, output) = (step.inputs.map(place), place(of: .node(step.output)))
    if step.isProduct {
      return ProductStep(
        product: product(of: step), input: inputs[0],
        addend: step.addend.map(place), output: output)
    }
    if layer.storage == .joined { return JoinStep(inputs: inputs, output: output) }
    guard let layer = layer as? any FloatLayer else {
      preconditionFailure("a layer of floats")
    }
    return LayerStep(layer: layer, inputs: inputs, output: output)
  }

  /// Precondition: the step is a product.
  func product(of step: Schedule.Step) -> PreparedProduct {
    guard let layer = schedule.network.nodes[step.nodes[0]].layer as? any WeightedLayer else {
      preconditionFailure("a product has weights")
    }
    let (kind, weights) = (weights.kind, weights.weights)
    let (machine, node) = (machine, step.nodes[0])
    let (bias, activation) = (layer.bias?.values, step.activation)
    if let layer = layer as? Convolution2D {
      let (windows, groups) = (
        layer.windows(over: schedule.shape(of: step.inputs[0])), layer.groups
      )
      return PreparedProduct { _ in
        .batches
      } prepare: { _ in
        ProductChoice.convolution(
          try weights(node), windows: windows, groups: groups, bias: bias,
          activation: activation, on: machine)
      }
    }
    return PreparedProduct {
      ProductChoice.batchClass($0, of: kind(node), on: machine)
    } prepare: { batches in
      ProductChoice.matrix(
        try weights(node), bias: bias, activation: activation, batches: batches, on: machine)
    }
  }
}
