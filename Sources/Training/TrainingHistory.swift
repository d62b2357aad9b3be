/// What one pass left behind, epoch by epoch: what plots and reports need.
public struct TrainingHistory: Sendable {
  public struct Epoch: Sendable {
    /// From 1.
    public var number: Int
    /// Mean over the batches, penalties not included.
    public var loss: Double
    /// Fraction of the validation examples that are wrong, or the mean square of the distance from
    /// their targets; nil without validation examples.
    public var validationError: Double?
    public var seconds: Double
  }

  public var epochs: [Epoch] = []
  /// How many of them were kept from a run that was cut off.
  public var keptCount = 0

  public init() {}
}

/// How far a pass is: told after every batch; throwing from there stops it.
public struct TrainingProgress: Sendable {
  public var epoch: Int
  public var epochs: Int
  /// Examples seen in all epochs so far, and in all to come too.
  public var examplesDone: Int
  public var examplesTotal: Int
  /// Of those done, what a run before this one saw.
  public var examplesKept: Int
  public var secondsSoFar: Double
  /// Set after the last batch of an epoch.
  public var finishedEpoch: TrainingHistory.Epoch?
}
