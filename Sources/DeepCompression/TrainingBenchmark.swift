import Benchmarks
import Datasets
import Glibc
import Networks
import Tensors
import Training

/// Time of one training step (forward, backward, update), in one thread.
public enum TrainingBenchmark {
  /// Steps that are not counted: memory and caches settle.
  static let warmUp = 3

  /// Trains for `steps` steps over the first examples, again and again, and forgets what was
  /// learned. Seconds of processor time, medians. Throws what `monitor` throws, and
  /// `TrainingError`.
  public static func run(
    _ network: Network, on examples: Examples, plan: TrainingPlan, steps: Int,
    monitor: WorkMonitor<WorkDone> = .none
  ) throws -> InferenceTiming {
    var plan = plan
    let perEpoch = max(1, min(examples.count / max(1, plan.batchSize), steps + warmUp))
    plan.epochs = (steps + warmUp + perEpoch - 1) / perEpoch
    let subset = examples[0..<min(examples.count, perEpoch * plan.batchSize)]
    var times: [Double] = []
    var random = RandomSource(seed: 1)
    try Parallel.$threads.withValue(1) {
      var last = processorSeconds()
      let timing = WorkMonitor<TrainingProgress> { progress in
        guard progress.finishedEpoch == nil else { return }
        times.append(processorSeconds() - last)
        try monitor.tell(WorkDone(min(times.count, steps), of: steps))
        last = processorSeconds()
      }
      _ = try Trainer(plan).train(network, on: subset, random: &random, monitor: timing)
    }
    return InferenceTiming(Array(times.dropFirst(warmUp).prefix(steps)))
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
