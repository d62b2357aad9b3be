import Tensors

extension Session {
  /// Runs `work` with at most `count` threads for whatever is heavy in it; nil leaves all cores. Results do not depend
  /// on it.
  public static func withThreads<Result>(_ count: Int?, _ work: () throws -> Result) rethrows -> Result {
    guard let count else { return try work() }
    return try Parallel.$threads.withValue(count, operation: work)
  }
}
