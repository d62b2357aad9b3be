import Glibc

/// How the learning rate moves from the first step to the last.
public enum LearningRateSchedule: Sendable, Equatable {
  case constant
  /// Multiplied by `factor` after every `epochs` epochs.
  case step(epochs: Int, factor: Double)
  /// Half a cosine from the full rate down to `final` times it (Loshchilov & Hutter 2017, without
  /// restarts).
  case cosine(final: Double)

  /// The factor of the base rate. `progress` runs from 0 to 1 over the whole training, `epoch` from
  /// 0.
  public func factor(progress: Double, epoch: Int) -> Double {
    switch self {
    case .constant: 1
    case .step(let epochs, let factor): pow(factor, Double(epoch / max(1, epochs)))
    case .cosine(let final): final + (1 - final) * (1 + cos(.pi * min(max(progress, 0), 1))) / 2
    }
  }
}
