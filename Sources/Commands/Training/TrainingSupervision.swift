import Datasets
import Language
import Networks
import Ranks
import Tensors
import Training

/// Runs the trainer for a command: tells the client how far it is and stops on Ctrl-C within a
/// mini-batch.
enum TrainingSupervision {
  static func train(
    _ network: Network, with trainer: Trainer, on data: Dataset, stage: String, call: BoundCall,
    random: inout RandomSource
  ) throws -> Network {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let (trained, history) = try call.locatingRankErrors {
        try RankGroup.current?.meet(at: "\(stage) at line \(call.span.line)")
        return try trainer.train(
          network, on: data.train, validation: data.valid, random: &random,
          monitor: monitor(stage, call))
      }
      tellOfRanks(trainer.plan, stage, call)
      tell(history, stage: stage, time: clock.now - start, call)
      return trained
    } catch let error as TrainingError {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: TrainingArguments.argumentAtFault(error))
      throw diagnostic
    }
  }

  /// Who starts several ranks wants them to work.
  private static func tellOfRanks(_ plan: TrainingPlan, _ stage: String, _ call: BoundCall) {
    guard let group = RankGroup.current else { return }
    let slices = plan.sliceCount(ofBatch: plan.batchSize)
    guard slices < group.count else { return }
    call.warn(
      stage,
      slices == 1
        ? "every rank did all of the work: batches of \(plan.batchSize) are not cut; "
          + "slices=8 cuts them"
        : "\(slices) slices give \(slices) of \(group.count) ranks work; slices= says how many")
  }

  /// The last epoch, and the time of all.
  private static func tell(
    _ history: TrainingHistory, stage: String, time: Duration, _ call: BoundCall
  ) {
    let last = history.epochs.last
    call.tellOutcome(
      stage, OutcomeText.count(history.epochs.count, "epoch"),
      history.keptCount > 0 ? "\(history.keptCount) of them kept from before" : nil,
      last.map { "loss \(Value.number($0.loss).brief(significantDigits: 4))" },
      last?.validationError.map { "valid error \(errorText($0, call))" },
      OutcomeText.duration(time))
  }

  /// A fraction of the examples, or a mean square.
  private static func errorText(_ error: Double, _ call: BoundCall) -> String {
    call[TrainingArguments.data].train.targetShape == nil
      ? OutcomeText.percent(error) : Value.number(error).brief(significantDigits: 4)
  }

  /// Ten times a second is enough for an eye.
  private static func monitor(_ stage: String, _ call: BoundCall) -> WorkMonitor<TrainingProgress> {
    let context = call.context
    var lastShown = 0.0
    return WorkMonitor { progress in
      try context.checkInterruption()
      guard progress.finishedEpoch != nil || progress.secondsSoFar - lastShown > 0.1 else { return }
      lastShown = progress.secondsSoFar
      context.emit(.progress(event(progress, stage: stage, call)))
    }
  }

  private static func event(_ progress: TrainingProgress, stage: String, _ call: BoundCall)
    -> Progress
  {
    let seen = progress.examplesDone - progress.examplesKept
    let rate = Double(seen) / max(progress.secondsSoFar, 1e-9)
    return Progress(
      stage: stage, done: progress.examplesDone, total: progress.examplesTotal, unit: "examples",
      unitsPerSecond: rate,
      secondsLeft: Double(progress.examplesTotal - progress.examplesDone) / max(rate, 1e-9),
      isMilestone: progress.finishedEpoch != nil, detail: detail(progress, call))
  }

  private static func detail(_ progress: TrainingProgress, _ call: BoundCall) -> String {
    var text = "epoch \(progress.epoch)/\(progress.epochs)"
    if let epoch = progress.finishedEpoch {
      text += ", loss \(Value.number(epoch.loss).brief(significantDigits: 4))"
      if let error = epoch.validationError {
        let isFraction = call[TrainingArguments.data].train.targetShape == nil
        text +=
          ", valid error "
          + (isFraction
            ? Value.number(100 * error).brief(significantDigits: 3) + "%"
            : Value.number(error).brief(significantDigits: 4))
      }
    }
    return text
  }
}
