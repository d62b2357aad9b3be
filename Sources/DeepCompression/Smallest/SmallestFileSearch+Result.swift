import CompressedModels
import Networks

/// What a search found.
public struct SmallestFile: Sendable {
  /// With shared weights.
  public let network: Network
  public let packed: PackedModel
  /// Every file that was made, in order.
  public let trials: [CompressionTrial]
  /// Which of them this is.
  public let chosen: Int
  /// How much more of the validation examples each of them is wrong on than the dense network, as
  /// all of them together suggest (`ErrorRise`): what the budget is compared with.
  public let rises: [Double]
  /// Whether it keeps the budget: nothing else may have been found.
  public let keepsBudget: Bool
  /// Of the dense network, fractions of the validation and of the test examples.
  public let denseError: Double
  public let denseTestError: Double?
  /// Of the file, decoded, on the test examples, which nothing else has looked at; nil where there
  /// are none.
  public let testError: Double?

  public var trial: CompressionTrial { trials[chosen] }
}

extension CompressionTrial {
  /// How weights are shared: in how many clusters, and what a bit of a code costs meanwhile.
  package struct Sharing: Sendable, Equatable {
    package var levels: Int
    package var bitPrice: Double

    package init(levels: Int, bitPrice: Double) {
      (self.levels, self.bitPrice) = (levels, bitPrice)
    }
  }
}

/// One file that a search made, and how good it is on the validation examples: a row of the table,
/// a point of the frontier of bytes against error.
public struct CompressionTrial: Sendable, Equatable {
  /// Units of each layer whose units may go, those that are left.
  public let units: [String: Int]
  /// Fraction of the dense network's weights that is left.
  public let density: Double
  /// Shared weights of a layer.
  public let levels: Int
  /// Of a bit of their codes.
  public let bitPrice: Double
  /// The whole file.
  public let bytes: Int
  /// Fraction of the validation examples that are wrong.
  public let error: Double
  /// Mean of KL(dense || this) over the validation examples, in nats: less noisy than errors of few
  /// examples.
  public let divergence: Double
  /// Fraction of the validation examples that get the dense network's answer.
  public let agreement: Double

  package init(
    units: [String: Int], density: Double, sharing: Sharing, bytes: Int, error: Double,
    divergence: Double, agreement: Double
  ) {
    (self.units, self.density) = (units, density)
    (levels, bitPrice) = (sharing.levels, sharing.bitPrice)
    (self.bytes, self.error, self.divergence) = (bytes, error, divergence)
    self.agreement = agreement
  }
}
