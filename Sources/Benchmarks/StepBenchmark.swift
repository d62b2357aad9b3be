import Inference
import Networks
import Products
import Tensors

/// One way to compute one step of a program at one batch size, timed.
public struct StepBenchmark: Sendable {
  /// The layer's name; "all" for the whole network, "other steps" for all without weights.
  public let layer: String
  /// The layers that the step computes at once, with their operations.
  public let holds: String
  /// Of the weights; empty where there are none.
  public var shape: [Int] = []
  /// Fraction of weights that survive.
  public var density = 1.0
  public let batch: Int
  public let way: BenchmarkedWay
  /// The device that computed it; nil for the processor.
  public var device: String?
  /// How dcs computes it; empty for the other ways.
  public var form = ""
  public let timing: InferenceTiming
  /// How many times longer this way takes than dcs.
  public var ratio = 1.0
  /// Bytes of weights that a pass of this way reads.
  public var bytes = 0
  /// Bytes of weights that this way keeps for such batches.
  public var heldBytes = 0
  /// Multiply-additions of the pass.
  public var products = 0
  /// Joules of a pass, where the processor counts them.
  public var joules: Double?

  public static let whole = "all"
  public static let others = "other steps"

  /// What to time, and how.
  public struct Settings: Sendable {
    public var layers: [String]
    public var batches: [Int]
    public var rounds: Int
    /// Copies of the weights take turns, so that they come from memory.
    public var isCold: Bool
    public var machine: Machine
    /// The steps without weights and the whole network alone, without peers.
    public var isWholeOnly = false
    public var mkl: MathKernelLibrary?
    public var energy: EnergyCounter?

    public init(
      layers: [String], batches: [Int] = [1, 64], rounds: Int = 11, isCold: Bool = true,
      machine: Machine = Machine(), mkl: MathKernelLibrary? = nil, energy: EnergyCounter? = nil
    ) {
      (self.layers, self.batches, self.rounds) = (layers, batches, rounds)
      (self.isCold, self.machine, self.mkl, self.energy) = (isCold, machine, mkl, energy)
    }
  }

  /// The layers named; with all of them, the steps between them and the whole network, too.
  /// `dense` gives the network with all its weights as floats, for its layers' own code.
  public static func run(
    _ program: Program, dense: () throws -> Network, _ settings: Settings,
    betweenRounds: @escaping () throws -> Void = {}
  ) throws -> [StepBenchmark] {
    let names = program.schedule.network.weightNames
    let isWhole = settings.layers.count > 1 && names.allSatisfy(settings.layers.contains)
    let network = isWhole && !settings.isWholeOnly ? try dense() : nil
    var results: [StepBenchmark] = []
    for batch in settings.batches {
      let stopwatch = Stopwatch(settings: settings, betweenRounds: betweenRounds)
      for (number, step) in program.schedule.steps.enumerated()
      where step.isProduct && !settings.isWholeOnly {
        let name = program.schedule.network.nodes[step.nodes[0]].name
        guard settings.layers.contains(name) else { continue }
        results += try ProductBenchmark(program, step: number, batch: batch).run(stopwatch)
      }
      guard isWhole || settings.isWholeOnly else { continue }
      results += try steps(of: program, batch: batch, stopwatch)
      results += try whole(program, network, batch: batch, stopwatch)
    }
    return results
  }

  /// Every step without weights, on the values of a real pass, and their sum.
  private static func steps(
    of program: Program, batch: Int, _ stopwatch: Stopwatch
  ) throws -> [StepBenchmark] {
    let input = TimedProduct.drawnInput([batch] + program.inputShape)
    var found: [StepBenchmark] = []
    try program.eachStep(of: [input]) { number, run in
      let step = program.schedule.steps[number]
      guard !step.isProduct else { return }
      let timing = try stopwatch.time([run])[0].timing
      found.append(
        StepBenchmark(
          layer: program.schedule.name(of: step), holds: program.schedule.summary(of: step),
          batch: batch, way: .dcs, timing: timing))
    }
    let sum = found.reduce(0) { $0 + $1.timing.median }
    let spread = found.reduce(0) { $0 + $1.timing.spread }
    let total = StepBenchmark(
      layer: others, holds: "\(found.count) steps without weights", batch: batch, way: .dcs,
      timing: InferenceTiming(median: sum, spread: spread))
    return found + [total]
  }

  private static func whole(
    _ program: Program, _ dense: Network?, batch: Int, _ stopwatch: Stopwatch
  ) throws -> [StepBenchmark] {
    let input = TimedProduct.drawnInput([batch] + program.inputShape)
    _ = try program.outputs(of: input)
    let programs = Rotation(bytes: program.heldBytes, isCold: stopwatch.settings.isCold) {
      program.copied()
    }
    // A pass of ours first: it lays the copies out.
    for _ in 0..<programs.count { _ = try programs.next.outputs(of: input) }
    var works: [() -> Void] = [{ _ = try? programs.next.outputs(of: input) }]
    if let dense { works.append { _ = dense.forward(input) } }
    let found = try stopwatch.time(works)
    let network = program.schedule.network
    let count = network.weightNames.reduce(0) { $0 + (network.parameter($1)?.weights.count ?? 0) }
    let survivors = try program.schedule.steps.filter(\.isProduct).reduce(0) {
      $0 + (try program.weights(of: $1).survivorCount)
    }
    return zip([BenchmarkedWay.dcs, .denseOpenBLAS], found).map { way, measured in
      StepBenchmark(
        layer: Self.whole, holds: "\(program.schedule.steps.count) steps",
        density: Double(survivors) / Double(max(1, count)), batch: batch, way: way,
        timing: measured.timing, ratio: measured.ratio(to: found[0]),
        bytes: way == .dcs ? program.heldBytes : 4 * count,
        heldBytes: way == .dcs ? program.heldBytes : 4 * count, joules: measured.joules)
    }
  }
}

/// Times ways in turns, as the settings say.
struct Stopwatch {
  let settings: StepBenchmark.Settings
  let betweenRounds: () throws -> Void

  struct Measurement {
    let timing: InferenceTiming
    let joules: Double?

    func ratio(to first: Measurement) -> Double { timing.median / max(first.timing.median, 1e-12) }
  }

  func time(_ works: [() -> Void]) throws -> [Measurement] {
    try settings.machine.run {
      let timings = try InferenceTiming.interleaved(
        works, rounds: settings.rounds, warmUp: settings.isCold ? 0 : 0.01,
        clock: settings.machine.threads == 1 ? .processor : .wall, betweenRounds: betweenRounds)
      return zip(works, timings).map { work, timing in
        Measurement(timing: timing, joules: settings.energy?.joules(of: work))
      }
    }
  }
}
