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
