import Quantization

/// What compression may spend.
public enum CompressionBudget: Sendable, Equatable {
  /// Of the file.
  case bytes(Int)
  /// Of accuracy: `OutputComparison.drop`, or with labels and training how much the error on the
  /// validation examples may rise.
  case drop(Double)
}

/// Finds the price of a bit that spends a budget: what is expected at a price, put right by what
/// the last trial gave.
package struct PriceSearch {
  /// With what the trials taught.
  package private(set) var sharing: SecondOrderSharing
  let budget: CompressionBudget
  /// Between what is measured and what was expected: bytes beside codes, or a factor.
  private var correction: Double
  private var trials: [CalibratedCompression.Trial] = []
  /// nil when the budget is spent, or no other price is better.
  package private(set) var next: Double?

  private static let mostTrials = 5
  /// A budget counts as spent from this part of it on; what is aimed at lies between.
  private static let spent = (bytes: 0.992, drop: 0.8)
  private static let aim = (bytes: 0.997, drop: 0.9)
  /// What Huffman codes take beyond the entropy, of all bytes, and what a layer takes beside codes,
  /// levels and biases, in bytes; accuracy lost for a nat of divergence. From SqueezeNet.
  private static let firstGuess = (codes: 0.012, layer: 100.0, drop: 0.25)

  package init(_ sharing: SecondOrderSharing, _ budget: CompressionBudget) {
    (self.sharing, self.budget) = (sharing, budget)
    switch (budget, sharing.divergence) {
    case (.bytes(let bytes), _):
      correction = sharing.layers.reduce(Self.firstGuess.codes * Double(bytes)) {
        let biases = sharing.network.parameter($1.name)?.bias?.count ?? 0
        return $0 + Self.firstGuess.layer + Double(biases)
      }
    case (.drop, .classification): correction = Self.firstGuess.drop
    case (.drop, .squares): correction = 1
    }
    next = price
  }

  /// Bits of ideal codes that all layers together should take; nil where the budget is another.
  package var bits: Double? {
    guard case .bytes(let bytes) = budget else { return nil }
    return 8 * max(1, Self.aim.bytes * Double(bytes) - correction)
  }

  /// The price whose expected outcome is what is aimed at.
  private var price: Double {
    switch budget {
    case .bytes: sharing.price(forBits: bits ?? 1)
    case .drop(let drop):
      sharing.price(forDivergence: expectedDivergence(Self.aim.drop * drop / correction))
    }
  }

  /// Drops of classifiers grow with the divergence, those of others with its root.
  private func expectedDrop(price: Double) -> Double {
    let divergence = sharing.expected(price: price).divergence
    return if case .squares = sharing.divergence { divergence.squareRoot() } else { divergence }
  }

  private func expectedDivergence(_ drop: Double) -> Double {
    if case .squares = sharing.divergence { drop * drop } else { drop }
  }

  /// `outcomes`: what the layers took.
  package mutating func note(
    _ trial: CalibratedCompression.Trial, _ outcomes: [SecondOrderSharing.Outcome]
  ) {
    trials.append(trial)
    let before = bits
    switch budget {
    case .bytes:
      correction = Double(trial.bytes) - outcomes.reduce(0) { $0 + $1.totalBits } / 8
      sharing = sharing.corrected(by: outcomes)
    case .drop(let allowed):
      // One answer that changes is much of a drop, and may be none: all trials together know best.
      let drops = trials.reduce(0) { $0 + ($1.comparison?.drop ?? 0) }
      let expected = trials.reduce(0) { $0 + expectedDrop(price: $1.price) }
      correction = max(drops, allowed / 8) / max(expected, .leastNormalMagnitude)
    }
    let isOver = trials.count >= Self.mostTrials || isSpent(trial)
    next = isOver || !promises(after: trial, bits: before) ? nil : price
  }

  /// Whether another trial may do better than the last one, which aimed at so many bits. One that
  /// took too many bytes taught what its layers take, and the next aims better, if only it gets
  /// smaller at all.
  private func promises(after trial: CalibratedCompression.Trial, bits before: Double?) -> Bool {
    if let before, let bits {
      let bytes = trials.dropLast().last?.bytes
      return fits(trial) ? abs(bits / before - 1) > 0.0005 || isNew : bytes != trial.bytes
    }
    return isNew
  }

  /// Whether the price is another one than those that were tried.
  private var isNew: Bool { trials.allSatisfy { abs($0.price / price - 1) > 0.01 } }

  private func isSpent(_ trial: CalibratedCompression.Trial) -> Bool {
    guard fits(trial) else { return false }
    return switch budget {
    case .bytes(let bytes): Double(trial.bytes) >= Self.spent.bytes * Double(bytes)
    case .drop(let drop): (trial.comparison?.drop ?? 0) >= Self.spent.drop * drop
    }
  }

  /// Whether a trial keeps the budget.
  package func fits(_ trial: CalibratedCompression.Trial) -> Bool {
    switch budget {
    case .bytes(let bytes): trial.bytes <= bytes
    case .drop(let drop): (trial.comparison?.drop ?? 0) <= drop
    }
  }

  /// Whether a trial is better than another one: keeps the budget, and loses least, or is smallest.
  package func isBetter(
    _ trial: CalibratedCompression.Trial, than other: CalibratedCompression.Trial
  ) -> Bool {
    guard fits(trial) == fits(other) else { return fits(trial) }
    return switch budget {
    case .bytes: fits(trial) ? trial.bytes > other.bytes : trial.bytes < other.bytes
    case .drop: fits(trial) ? trial.bytes < other.bytes : trial.price < other.price
    }
  }
}
