import Devices
import Inference
import Networks
import Tensors

/// The steps of a program on a device, timed: launched back to back, so that waiting for the device
/// counts once for many; the whole pass as a caller sees it, copies in and out and waiting
/// included.
public struct DeviceBenchmark {
  private let programs: [DeviceProgram]
  private let settings: StepBenchmark.Settings
  private let libraries: CUDALibraries
  private let betweenRounds: () throws -> Void

  /// Launches of one round at least: a launch is a few microseconds.
  private static let launches = 20
  private static let mostCopies = 200

  /// The layers named; with all of them, the steps between them and the whole network, too. With
  /// cold caches, copies of the weights take turns, more than the device's own cache holds.
  public static func run(
    _ program: Program, on connection: DeviceConnection, _ settings: StepBenchmark.Settings,
    libraries: CUDALibraries = .found, betweenRounds: @escaping () throws -> Void = {}
  ) throws -> [StepBenchmark] {
    let first = try DeviceProgram(program, on: connection)
    let copies = Self.copies(of: first.heldBytes, on: connection, settings)
    let programs =
      try [first] + (1..<copies).map { _ in try DeviceProgram(program, on: connection) }
    let benchmark = DeviceBenchmark(
      programs: programs, settings: settings, libraries: libraries, betweenRounds: betweenRounds)
    return try settings.batches.flatMap(benchmark.results)
  }

  /// How many of so many bytes take turns.
  private static func copies(
    of bytes: Int, on connection: DeviceConnection, _ settings: StepBenchmark.Settings
  ) -> Int {
    settings.isCold ? min(mostCopies, connection.device.coldBytes / max(1, bytes) + 1) : 1
  }

  private init(
    programs: [DeviceProgram], settings: StepBenchmark.Settings, libraries: CUDALibraries,
    betweenRounds: @escaping () throws -> Void
  ) {
    (self.programs, self.settings, self.libraries) = (programs, settings, libraries)
    self.betweenRounds = betweenRounds
  }

  private func results(batch: Int) throws -> [StepBenchmark] {
    let program = programs[0].program
    let names = program.schedule.network.weightNames
    let isWhole = names.allSatisfy(settings.layers.contains)
    let input = TimedProduct.drawnInput([batch] + program.inputShape)
    for program in programs { _ = try program.run([input]) }
    let passes = try programs.map { try $0.newPass(batch: batch) }
    for pass in passes { try pass.fill([input]) }
    var found: [StepBenchmark] = []
    for (number, step) in program.schedule.steps.enumerated() {
      let isChosen = settings.layers.contains(program.schedule.name(of: step))
      guard step.isProduct ? isChosen && !settings.isWholeOnly : isWhole else { continue }
      let ours = try timed(number, passes, batch: batch)
      found += try [ours] + peers(of: step, batch: batch, ours)
    }
    guard isWhole || settings.isWholeOnly else { return found }
    return found + [try whole(input, batch: batch)]
  }

  private func timed(
    _ number: Int, _ passes: [DevicePass], batch: Int
  ) throws -> StepBenchmark {
    let program = programs[0].program
    let step = program.schedule.steps[number]
    let launches = max(Self.launches, passes.count)
    let repeated = DevicePass.repeating(step: number, of: passes, times: launches)
    let (timing, joules) = try time(launches: launches, repeated)
    var result = StepBenchmark(
      layer: program.schedule.name(of: step), holds: program.schedule.summary(of: step),
      batch: batch, way: .dcs, timing: timing)
    result.device = programs[0].device.name
    (result.form, result.joules) = (passes[0].stepForms[number], joules)
    guard step.isProduct,
      let layer = program.schedule.network.nodes[step.nodes[0]].layer as? any WeightedLayer
    else { return result }
    let survivors = try program.weights(of: step).survivorCount
    result.shape = layer.weights.shape
    result.density = Double(survivors) / Double(max(1, layer.weights.count))
    result.bytes = programs[0].heldBytes(of: number)
    result.heldBytes = result.bytes
    let outputs = program.schedule.network.outputShapes[step.nodes[0]].reduce(1, *)
    result.products = batch * survivors * outputs / max(1, layer.weights.shape[0])
    return result
  }

  /// A connected layer by NVIDIA's libraries, where they are.
  private func peers(of step: Schedule.Step, batch: Int, _ ours: StepBenchmark) throws
    -> [StepBenchmark]
  {
    let (program, connection) = (programs[0].program, programs[0].connection)
    guard libraries.take(connection),
      let layer = program.schedule.network.nodes[step.nodes[0]].layer as? Dense
    else { return [] }
    let (weights, shape) = (try program.weights(of: step), layer.weights.shape)
    let input = TimedProduct.drawnInput([batch, shape[1]]).values
    let floats = weights.dense(shape).values
    let rows = SparseFloats(floats, outputs: shape[0])
    let dense = try timed(.denseCUBLAS, ours) {
      try libraries.dense(
        floats, outputs: shape[0], input: input, batch: batch, on: connection)
    }
    let sparse = try timed(.sparseCUSPARSE, ours) {
      try libraries.sparse(rows, input: input, batch: batch, on: connection)
    }
    return [dense, sparse].compactMap { $0 }
  }

  /// Copies of the weights take turns here, too.
  private func timed(
    _ way: BenchmarkedWay, _ ours: StepBenchmark, _ make: () throws -> (any LibraryProduct)?
  ) throws -> StepBenchmark? {
    guard let first = try make() else { return nil }
    let copies = Self.copies(of: first.bytes, on: programs[0].connection, settings)
    let products = try [first] + (1..<copies).compactMap { _ in try make() }
    let launches = max(Self.launches, products.count)
    let (timing, joules) = try time(launches: launches) {
      for launch in 0..<launches { try products[launch % products.count].enqueue() }
    }
    var result = StepBenchmark(
      layer: ours.layer, holds: ours.holds, batch: ours.batch, way: way, timing: timing)
    (result.device, result.shape, result.density) = (ours.device, ours.shape, ours.density)
    result.ratio = result.timing.median / max(ours.timing.median, 1e-12)
    (result.bytes, result.heldBytes, result.joules) = (first.bytes, first.bytes, joules)
    return result
  }

  /// As a caller sees it.
  private func whole(_ input: Tensor, batch: Int) throws -> StepBenchmark {
    var turn = 0
    let work = {
      turn = (turn + 1) % programs.count
      _ = try programs[turn].run([input])
    }
    let timing = try time(work)
    let schedule = programs[0].program.schedule
    let network = schedule.network
    let count = network.weightNames.reduce(0) { $0 + (network.parameter($1)?.weights.count ?? 0) }
    let survivors = try schedule.steps.filter(\.isProduct).reduce(0) {
      $0 + (try programs[0].program.weights(of: $1).survivorCount)
    }
    var result = StepBenchmark(
      layer: StepBenchmark.whole, holds: "\(schedule.steps.count) steps, copies in and out",
      batch: batch, way: .dcs, timing: timing)
    result.device = programs[0].device.name
    result.density = Double(survivors) / Double(max(1, count))
    (result.bytes, result.heldBytes) = (programs[0].heldBytes, programs[0].heldBytes)
    result.joules = settings.energy?.joules(of: { try? work() })
    return result
  }

  /// One of so many launches that `enqueue` makes, all waited for at once.
  private func time(launches: Int, _ enqueue: @escaping () throws -> Void) throws -> (
    timing: InferenceTiming, joules: Double?
  ) {
    let connection = programs[0].connection
    let work = {
      try enqueue()
      try connection.finish()
    }
    let timing = try time(work)
    let count = Double(launches)
    return (
      InferenceTiming(median: timing.median / count, spread: timing.spread / count),
      settings.energy?.joules(of: { try? work() }).map { $0 / count }
    )
  }

  /// Median of the rounds, after one that is not counted.
  private func time(_ work: () throws -> Void) throws -> InferenceTiming {
    let clock = ContinuousClock()
    try work()
    var samples: [Double] = []
    for _ in 0..<max(1, settings.rounds) {
      try betweenRounds()
      let elapsed = try clock.measure(work).components
      samples.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
    return InferenceTiming(samples)
  }
}

extension SparseFloats {
  /// The rows of a matrix, [outputs, inputs], without its zeros.
  fileprivate init(_ floats: [Float], outputs: Int) {
    var (offsets, columns, values): ([Int32], [Int32], [Float]) = ([0], [], [])
    let inputs = floats.count / max(1, outputs)
    for row in 0..<outputs {
      for column in 0..<inputs where floats[row * inputs + column] != 0 {
        columns.append(Int32(column))
        values.append(floats[row * inputs + column])
      }
      offsets.append(Int32(values.count))
    }
    self.init(offsets: offsets, columns: columns, values: values)
  }
}
