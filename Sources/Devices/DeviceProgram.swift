import CompressedModels
import Inference
import Networks
import Synchronization
import Tensors

/// A program whose steps run on a device: weights stay there in their packed form, and so do the
/// values between steps; inputs are copied in and outputs out. A step that no kernel computes runs
/// on the host.
///
/// Values lie where the program's own plan puts them. A device gives the same bits every time, and
/// for a batch what it gives for its parts of the same form.
public final class DeviceProgram: Sendable {
  public let program: Program
  public let connection: DeviceConnection
  /// Of the steps that are products.
  let products: [Int: DeviceProduct]
  /// The last pass, unless somebody has it: its kernels know where its memory is.
  private let idle = Mutex<DevicePass?>(nil)

  /// Brings all weights to the device. Throws `DeviceError`, or when packed weights cannot be
  /// decoded.
  public init(_ program: Program, on connection: DeviceConnection) throws {
    (self.program, self.connection) = (program, connection)
    var products: [Int: DeviceProduct] = [:]
    for (number, step) in program.schedule.steps.enumerated() where step.isProduct {
      products[number] = try DeviceProduct(program, step: step, on: connection)
    }
    self.products = products
  }

  public var device: Device { connection.device }

  /// Bytes of device memory that all weights take, with all that belongs to them.
  public var heldBytes: Int { products.values.reduce(0) { $0 + $1.bytes } }

  /// Those of one step.
  package func heldBytes(of step: Int) -> Int { products[step]?.bytes ?? 0 }

  /// One tensor for each input of the network, [N, ...] -> one for each of its outputs. More
  /// examples than the device has room for go in several passes.
  package func results(of inputs: [Tensor]) throws(DeviceError) -> [Tensor] {
    precondition(inputs.count == program.schedule.network.inputs.count)
    let network = program.schedule.network
    let count = inputs.first?.shape.first ?? 0
    var results = network.outputs.map { _ in [Float]() }
    let most = mostExamples
    do throws(DeviceError) {
      for start in stride(from: 0, to: count, by: most) {
        let range = start..<min(count, start + most)
        try withPass(batch: range.count) { pass throws(DeviceError) in
          let parts = try pass.run(inputs, examples: range)
          for (number, part) in parts.enumerated() { results[number] += part }
        }
      }
    } catch {
      // What a lost device holds is lost: the next program brings its weights anew.
      connection.forget()
      throw error
    }
    return zip(network.outputs, results).map { output, values in
      Tensor(shape: [count] + program.schedule.shape(of: output.source), values: values)
    }
  }

  /// Examples of one pass at most: every buffer must fit, all of them in half of the memory, and
  /// places are numbered in 31 bits.
  package var mostExamples: Int {
    let schedule = program.schedule
    let scratch = products.values.reduce(0) { max($0, $1.scratchCount(batch: 2) / 2) }
    let inputs = schedule.network.inputs.indices.map {
      schedule.shape(of: .input($0)).reduce(1, *)
    }
    let largest = max(1, schedule.size, scratch, inputs.max() ?? 0)
    let all = max(1, schedule.size + scratch + inputs.reduce(0, +))
    let limit = min(device.largestBuffer / 4, Int(Int32.max))
    return max(1, min(limit / largest, (device.memory / 2 - heldBytes) / 4 / all))
  }

  package func newPass(batch: Int) throws(DeviceError) -> DevicePass {
    try DevicePass(program, products, batch: batch, on: connection)
  }

  /// Calls `body` with memory and kernels for so many examples.
  package func withPass<Result>(
    batch: Int, _ body: (DevicePass) throws(DeviceError) -> Result
  ) throws(DeviceError) -> Result {
    let known = idle.withLock { pass in
      defer { pass = nil }
      return pass?.batch == batch ? pass : nil
    }
    // A GPU's work-groups are timed at first use; should that fail, what suits most will do.
    if known == nil, connection.tunesItself, !isTuned(batch: batch) { _ = try? tune(batch: batch) }
    let pass: DevicePass
    if let known { pass = known } else { pass = try newPass(batch: batch) }
    let result = try body(pass)
    idle.withLock { $0 = pass }
    return result
  }
}

extension DeviceProgram: TensorProgram {
  public var inputShape: [Int] { program.inputShape }
  public var outputShape: [Int] { program.outputShape }
  public var largestValueCount: Int { program.largestValueCount }

  public func run(_ inputs: [Tensor]) throws -> [Tensor] { try results(of: inputs) }
}

extension Network {
  /// The network as a program on a device: made when it is first asked for, and kept with the
  /// network. Precondition: `Schedule.plans` it.
  public func program(on connection: DeviceConnection) throws -> DeviceProgram {
    try kept.value(for: ObjectIdentifier(connection)) {
      try DeviceProgram(program(), on: connection)
    }
  }
}

extension PackedModel {
  /// The same from codes and positions.
  public func program(on connection: DeviceConnection) throws -> DeviceProgram {
    try kept.value(for: ObjectIdentifier(connection)) {
      try DeviceProgram(try program(), on: connection)
    }
  }
}

extension DeviceProgram {
  func isTuned(batch: Int) -> Bool { products.values.allSatisfy { $0.isTuned(batch: batch) } }

  /// The next pass is made anew.
  func forgetPass() { idle.withLock { $0 = nil } }
}

/// Memory, and kernels with their arguments, for a number of examples.
///
/// SAFETY: whoever has it runs it alone.
package final class DevicePass: Sendable {
  package let batch: Int
  private let memory: DevicePassMemory
  private let steps: [DeviceStep]
  /// All of them, for a whole pass.
  private let all: DeviceSteps
  private let binding: DeviceBinding
  private let products: [Int: DeviceProduct]
  private let forms: [String]
  private let outputs: [DevicePlace]
  private let connection: DeviceConnection

  init(
    _ program: Program, _ products: [Int: DeviceProduct], batch: Int,
    on connection: DeviceConnection
  ) throws(DeviceError) {
    let schedule = program.schedule
    var inputs: [DeviceBuffer] = []
    for number in schedule.network.inputs.indices {
      let count = schedule.shape(of: .input(number)).reduce(1, *)
      inputs.append(try DeviceBuffer(bytes: 4 * batch * count, on: connection))
    }
    let scratch = products.values.reduce(0) { max($0, $1.scratchCount(batch: batch)) }
    let memory = DevicePassMemory(
      batch: batch, inputs: inputs,
      values: try DeviceBuffer(bytes: 4 * batch * schedule.size, on: connection),
      scratch: try DeviceBuffer(bytes: 4 * scratch, on: connection))
    let binding = DeviceBinding(schedule: schedule, memory: memory, connection: connection)
    var (steps, forms): ([DeviceStep], [String]) = ([], [])
    for (number, step) in schedule.steps.enumerated() {
      if let product = products[number] {
        steps.append(try binding.step(step, product, product.shape(batch: batch)))
        forms.append(product.form(batch: batch))
      } else {
        let (step, form) = try binding.layer(step)
        steps.append(step)
        forms.append(form)
      }
    }
    all = DeviceSteps(steps, on: connection)
    (self.batch, self.memory, self.steps, self.forms) = (batch, memory, steps, forms)
    (self.binding, self.products) = (binding, products)
    outputs = schedule.network.outputs.map { memory.place(of: $0.source, in: schedule) }
    self.connection = connection
  }

  /// The values of each output for a range of the examples.
  func run(_ tensors: [Tensor], examples: Range<Int>) throws(DeviceError) -> [[Float]] {
    for (tensor, buffer) in zip(tensors, memory.inputs) {
      let size = tensor.shape.dropFirst().reduce(1, *)
      let range = examples.lowerBound * size..<examples.upperBound * size
      try DevicePlace(buffer: buffer, first: 0, stride: size, shape: [size])
        .write(Array(tensor.values[range]), batch: batch)
    }
    try all.run(batch: batch)
    var results: [[Float]] = []
    for output in outputs { results.append(try output.read(batch: batch)) }
    return results
  }

  /// The word for how each step is computed: "host" for those that no kernel computes.
  package var stepForms: [String] { forms }

  /// Runs all steps on these inputs, so that every value is that of a real pass.
  package func fill(_ tensors: [Tensor]) throws(DeviceError) {
    _ = try run(tensors, examples: 0..<batch)
  }

  /// A product whose work-items stand in another way.
  func step(_ number: Int, shape: GroupShape) throws(DeviceError) -> DeviceStep {
    guard let product = products[number] else { return steps[number] }
    return try binding.step(binding.schedule.steps[number], product, shape)
  }

  /// What runs one step so many times without waiting, each time on what the next pass has in
  /// memory. Precondition: passes for one number of examples.
  package static func repeating(
    step number: Int, of passes: [DevicePass], times: Int
  ) -> () throws(DeviceError) -> Void {
    let first = passes[0]
    let steps = DeviceSteps(
      (0..<times).map { passes[$0 % passes.count].steps[number] }, on: first.connection)
    return { () throws(DeviceError) in try steps.run(batch: first.batch) }
  }
}

/// Joins the steps of a schedule with memory.
private struct DeviceBinding: Sendable {
  let schedule: Schedule
  let memory: DevicePassMemory
  let connection: DeviceConnection

  func place(_ source: Network.Source) -> DevicePlace {
    memory.place(of: source, in: schedule)
  }

  func step(
    _ step: Schedule.Step, _ product: DeviceProduct, _ shape: GroupShape
  ) throws(DeviceError) -> DeviceStep {
    .kernels(
      try product.launches(
        place(step.inputs[0]), addend: step.addend.map(place),
        output: place(.node(step.output)), shape: shape, in: memory))
  }

  func layer(_ step: Schedule.Step) throws(DeviceError) -> (DeviceStep, String) {
    let layer = schedule.network.nodes[step.nodes[0]].layer
    let (inputs, output) = (step.inputs.map(place), place(.node(step.output)))
    let launches = try LayerLaunches(connection: connection, batch: memory.batch)
      .launches(layer, inputs, output)
    if let launches { return (.kernels(launches), "") }
    guard let layer = layer as? any FloatLayer else { preconditionFailure("a layer of floats") }
    return (.host(HostStep(layer: layer, inputs: inputs, output: output)), "host")
  }
}
