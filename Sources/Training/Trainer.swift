import CKernels
import Datasets
import Glibc
import Networks
import Tensors

/// Stochastic gradient descent over the epochs of a plan. The same inputs and random source give
/// the same bits, whatever the number of threads.
public struct Trainer {
  public let plan: TrainingPlan
  /// By layer name; layers without one train freely.
  public let constraints: [String: any WeightConstraint]
  /// Tightens them on the way.
  public let schedule: (any ConstraintSchedule)?
  /// Where the state is kept after every epoch; nil: nowhere.
  public let record: TrainingRecord?

  public init(
    _ plan: TrainingPlan, constraints: [String: any WeightConstraint] = [:],
    schedule: (any ConstraintSchedule)? = nil, record: TrainingRecord? = nil
  ) {
    (self.plan, self.constraints, self.schedule) = (plan, constraints, schedule)
    self.record = record
  }

  /// A network with trained parameters, held as they were held before. Throws what `monitor`
  /// throws, `TrainingError`, what the schedule throws, and `DatasetError` when examples cannot be
  /// read.
  public func train(
    _ network: Network, on examples: Examples, validation: Examples? = nil,
    random: inout RandomSource,
    monitor: WorkMonitor<TrainingProgress> = .none
  ) throws -> (network: Network, history: TrainingHistory) {
    try checkFit(network, examples)
    var run = Run(
      plan: plan, network: examples.targetShape == nil ? network.givingLogits : network,
      constraints: constraints, schedule: schedule,
      exampleCount: examples.count)
    if record != nil, let obstacle = run.obstacle { throw TrainingError.cannotBeKept(obstacle) }
    var history = TrainingHistory()
    var best: (error: Double, network: Network)?
    if let bytes = try record?.read() {
      guard let state = TrainingState(bytes), run.take(state) else {
        throw TrainingError.otherTraining
      }
      (random, history) = (state.random, state.history)
      history.keptCount = history.epochs.count
      best = state.best.flatMap { best in run.network(of: best.parameters).map { (best.error, $0) }
      }
    }
    for epoch in history.epochs.count..<max(history.epochs.count, plan.epochs) {
      let loss = try run.epoch(epoch, examples, random: &random, monitor: monitor)
      guard loss.isFinite && run.network.isFinite else {
        throw TrainingError.diverged(epoch: epoch + 1)
      }
      let error = try validation.flatMap {
        $0.count > 0 ? try Self.error(of: run.network, on: $0) : nil
      }
      history.epochs.append(run.finishEpoch(epoch, loss: loss, validationError: error))
      try monitor.tell(run.progress(epoch: epoch, finished: history.epochs.last))
      if plan.keepsBest, run.isSettled, let error, error < best?.error ?? .infinity {
        best = (error, run.network)
      }
      try record?.write(run.state(random, history, best: best).bytes)
    }
    return (run.restored(best?.network ?? run.network, like: network), history)
  }

  private static func error(of network: Network, on examples: Examples) throws -> Double {
    examples.targetShape == nil
      ? try Metrics(of: network, on: examples).error
      : try Regression(of: network, on: examples).meanSquare
  }

  private func checkFit(_ network: Network, _ examples: Examples) throws(TrainingError) {
    guard examples.count > 0 else { throw .noExamples }
    let untrainable = network.untrainableKinds
    guard untrainable.isEmpty else { throw .untrainable(untrainable) }
    guard network.takesExamples else { throw .takesNoExamples }
    guard examples.shape == network.inputShape else {
      throw .wrongInputShape(expected: network.inputShape, found: examples.shape)
    }
    guard plan.shift == 0 || RandomShift.takes(examples.shape) else {
      throw .shiftNeedsImages(shape: examples.shape)
    }
    try checkAnswers(network, examples)
    if let teacher = plan.distillation?.teacher { try checkFit(teacher, network) }
  }

  private func checkAnswers(_ network: Network, _ examples: Examples) throws(TrainingError) {
    let outputs = network.outputShape.reduce(1, *)
    if let shape = examples.targetShape {
      guard plan.loss != .crossEntropy else { throw .noClasses }
      guard shape.reduce(1, *) == outputs else {
        throw .wrongTargets(outputs: network.outputShape, targets: shape)
      }
      return
    }
    guard plan.loss != .meanSquares else { throw .noTargets }
    guard examples.classCount <= outputs else {
      throw .tooFewOutputs(outputs: outputs, classes: examples.classCount)
    }
    if let label = examples.labels.min(), label < 0 { throw .negativeLabel(label) }
  }

  private func checkFit(_ teacher: Network, _ student: Network) throws(TrainingError) {
    guard teacher.inputShape == student.inputShape else {
      throw .teacherTakesOtherInputs(teacher: teacher.inputShape, student: student.inputShape)
    }
    guard teacher.outputShape == student.outputShape else {
      throw .teacherDiffers(teacher: teacher.outputShape, student: student.outputShape)
    }
  }

  /// The seconds of a clock that never jumps.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
