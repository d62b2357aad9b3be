/// How much more of all inputs a compressed network gets wrong than the dense one, by all trials
/// together. The errors on a few thousand examples differ by chance alone as much as a budget
/// allows, and who takes the smallest of many files that keep it takes one that was lucky; the
/// divergence of the answers has little noise. Where few answers change, their number is in
/// proportion to it: of trials i that diverge about as much,
///
///     rise = divergence · Σ (error_i - dense error) / Σ divergence_i
///
/// which is the most likely one when the examples that turn wrong are counts of Poisson. A trial
/// whose own rise is more than a standard error above that has its own, less the standard error.
package struct ErrorRise {
  private let denseError: Double
  /// Examples that errors are fractions of.
  private let exampleCount: Int
  private let trials: [CompressionTrial]

  /// Trials that diverge at most so many times more or less say something of one another.
  private static let width = 3.0

  package init(denseError: Double, exampleCount: Int, trials: [CompressionTrial]) {
    (self.denseError, self.exampleCount) = (denseError, exampleCount)
    self.trials = trials
  }

  /// Of one of the trials.
  package func callAsFunction(_ trial: CompressionTrial) -> Double {
    let variance = trial.error * (1 - trial.error) / Double(max(1, exampleCount))
    return max(together(trial), trial.error - denseError - variance.squareRoot())
  }

  /// Its own rise where nothing diverges, or everything.
  private func together(_ trial: CompressionTrial) -> Double {
    guard trial.divergence > 0, trial.divergence.isFinite else { return trial.error - denseError }
    let range = trial.divergence / Self.width...trial.divergence * Self.width
    let near = trials.filter { range.contains($0.divergence) }
    let divergence = near.reduce(0) { $0 + $1.divergence }
    return trial.divergence * near.reduce(0) { $0 + $1.error - denseError } / divergence
  }
}
