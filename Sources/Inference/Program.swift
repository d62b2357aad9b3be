import CompressedModels
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
  private let output: ValuePlace
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
    output = binding.place(of: schedule.network.nodes.count - 1)
  }

  public var inputShape: [Int] { schedule.network.inputShape }
  public var outputShape: [Int] { schedule.network.outputShape }

  /// Bytes that laid out weights hold.
  public var heldBytes: Int { steps.reduce(0) { $0 + $1.heldBytes } }

  /// Bytes of the block that a pass of so many examples works on.
  public func memoryBytes(batch: Int) throws -> Int {
    try 4 * (schedule.size * batch + inputCount(batch) + scratchCount(batch))
  }

  private func inputCount(_ batch: Int) -> Int {
    (batch * inputShape.reduce(1, *) + 15) / 16 * 16
  }

  private func scratchCount(_ batch: Int) throws -> Int {
    try steps.reduce(0) {
      max($0, try $1.scratchCount(batch: batch, threads: machine.threads))
    } + ProductPass.readableBehind
  }

  /// inputs: [N, inputShape...] -> [N, outputShape...]. The same bits for any number of threads.
  /// Throws when packed weights cannot be decoded.
  public func outputs(of inputs: Tensor) throws -> Tensor {
    var outputs: Tensor?
    try pass(over: inputs) { memory in
      for step in steps { try step.run(memory) }
      outputs = collected(memory)
    }
    return outputs ?? Tensor(zeros: [0] + outputShape)
  }

  /// Calls `body` with memory that holds the inputs.
  func pass(over inputs: Tensor, _ body: (PassMemory) throws -> Void) throws {
    let batch = inputs.shape[0]
    guard batch > 0 else { return }
    try machine.run {
      let values = schedule.size * batch
      let count = try values + inputCount(batch) + scratchCount(batch)
      let block = idle.withLock { memory in
        defer { memory = nil }
        return memory.flatMap { $0.count >= count ? $0 : nil }
      }
      let memory = block ?? WorkingMemory(count: count)
      defer { idle.withLock { $0 = memory } }
      let input = memory.base + values
      inputs.values.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { input.update(from: base, count: inputs.count) }
      }
      try body(
        PassMemory(
          base: SharedPointer(memory.base), input: SharedReader(UnsafePointer(input)),
          scratch: SharedPointer(input + inputCount(batch)), batch: batch,
          threads: machine.threads))
    }
  }

  private func collected(_ memory: PassMemory) -> Tensor {
    Tensor(shape: [memory.batch] + outputShape) { target in
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

  func place(of node: Int) -> ValuePlace {
    ValuePlace(
      place: node < 0 ? .input : schedule.places[node], shape: schedule.shape(of: node))
  }

  func step(_ step: Schedule.Step) -> any ProgramStep {
    let layer = schedule.network.nodes[step.nodes[0]].layer
    let (inputs, output) = (step.inputs.map(place), place(of: step.output))
    if step.isProduct {
      return ProductStep(
        product: product(of: step), input: inputs[0],
        addend: step.addend.map(place), output: output)
    }
    if layer.storage == .joined { return JoinStep(inputs: inputs, output: output) }
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
