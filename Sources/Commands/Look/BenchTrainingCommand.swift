import Benchmarks
import Datasets
import DeepCompression
import Language
import Networks
import Training

struct BenchTrainingCommand: Command {
  static let name = "bench_training"
  static let summary =
    "Times one step of training: forward, backward and update of one batch, in one thread."
  static let details = """
    The median over the steps of processor time in milliseconds, after three that are not counted,
    with the distance between the quartiles. Nothing is learned: the net stays as it is.
    Scripts/Peers/training.py times PyTorch and JAX on the same nets, in turns with this.
    """
  static let group = CommandGroup.look
  static let network = Parameter<Network>("net", "the net to train, for instance lenet5()")
  static let steps = Parameter<Int>("steps", "how many steps are timed", default: 50)
  static let parameters: [any AnyParameter] = [
    network, TrainingArguments.data, steps, TrainingArguments.batch, TrainingArguments.optimizer,
  ]
  static let examples = [
    Example(
      """
      t = bench_training(net([dense(4)], input=[2]), data("toy"), steps=3, batch=16, \
      optimizer="adam")
      print t.batch[0], t.steps[0]
      """, prints: "16 3")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.steps, in: 1...100_000)
    try call.require(TrainingArguments.batch, in: 1...1_000_000)
    var plan = TrainingPlan()
    (plan.batchSize, plan.rate) = (call[TrainingArguments.batch], 1e-3)
    plan.optimizer = call[TrainingArguments.optimizer] == .adam ? .adam : .sgd(momentum: 0.9)
    let time: InferenceTiming
    do {
      time = try TrainingBenchmark.run(
        call[Self.network], on: call[TrainingArguments.data].train, plan: plan,
        steps: call[Self.steps],
        monitor: call.interruptionMonitor())
    } catch let error as TrainingError {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: TrainingArguments.argumentAtFault(error))
      throw diagnostic
    }
    let row: [Value] = [
      .number(Double(plan.batchSize)), .number(Double(call[Self.steps])),
      .number(1e3 * time.median),
      .number(1e3 * time.spread), .number(Double(plan.batchSize) / max(time.median, 1e-12)),
    ]
    return .object(
      ReportTables.table(
        "Time of one training step, one thread", ["batch", "steps", "step ms", "+-", "examples/s"],
        [row],
        formats: ["d", "d", ".2", ".2", "d"]))
  }
}
