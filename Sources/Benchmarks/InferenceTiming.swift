import Glibc
import Networks
import Tensors

/// Times of several ways to do the same work, taken in turns so that a busy machine disturbs all of
/// them alike.
public struct InferenceTiming: Sendable, Equatable {
  /// Median of the rounds, in seconds.
  public let median: Double
  /// Distance between the quartiles, in seconds.
  public let spread: Double

  /// What counts as time.
  public enum Clock: Sendable {
    /// Of this thread: other programs do not count.
    case processor
    /// What passes meanwhile: for work on several threads.
    case wall

    fileprivate var seconds: Double {
      var time = timespec()
      clock_gettime(self == .processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
  }

  /// One timing an entry of `works`, which run in turns for `rounds` rounds after one that is not
  /// counted. Work shorter than `shortest` seconds is repeated inside a round. Each turn begins
  /// with `warmUp` seconds that are not counted: what the turns of the others drove out of a shared
  /// cache takes dozens of passes to come back. `betweenRounds` may throw to stop.
  public static func interleaved(
    _ works: [() -> Void], rounds: Int, shortest: Double = 1e-3, warmUp: Double = 0,
    clock: Clock = .processor, betweenRounds: () throws -> Void = {}
  ) rethrows -> [InferenceTiming] {
    let repetitions = works.map { Self.repetitions(of: $0, shortest: shortest, clock) }
    var samples = [[Double]](repeating: [], count: works.count)
    for _ in 0..<max(1, rounds) {
      try betweenRounds()
      for (index, work) in works.enumerated() {
        let arrival = clock.seconds
        while warmUp > 0, clock.seconds - arrival < warmUp { work() }
        let start = clock.seconds
        for _ in 0..<repetitions[index] { work() }
        samples[index].append((clock.seconds - start) / Double(repetitions[index]))
      }
    }
    return samples.map(Self.init)
  }

  public init(median: Double, spread: Double) { (self.median, self.spread) = (median, spread) }

  /// Quantiles are interpolated linearly between the sorted samples, as NumPy does. Precondition:
  /// at least one sample.
  package init(_ samples: [Double]) {
    let sorted = samples.sorted()
    func quantile(_ fraction: Double) -> Double {
      let place = Double(sorted.count - 1) * fraction
      let low = Int(place)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }
    (median, spread) = (quantile(0.5), quantile(0.75) - quantile(0.25))
  }

  /// Warms up, then finds how often the work fits into `shortest`.
  private static func repetitions(of work: () -> Void, shortest: Double, _ clock: Clock) -> Int {
    work()
    let start = clock.seconds
    work()
    return max(1, Int(shortest / max(clock.seconds - start, 1e-9)))
  }
}
