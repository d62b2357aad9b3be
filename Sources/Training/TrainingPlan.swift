/// The settings of one training pass.
public struct TrainingPlan: Sendable {
  public var epochs = 10
  public var batchSize = 64
  /// Slices of every mini-batch, each of which goes through the network by itself, on whichever
  /// rank or thread; nil: by the size of the mini-batch.
  public var slices: Int?
  public var rate = 0.01
  public var optimizer = Optimizer.sgd(momentum: 0.9)
  public var schedule = LearningRateSchedule.constant
  /// nil: by what the examples have, classes or targets.
  public var loss: Loss?
  /// Penalties l1 · |w| and l2 / 2 · w², on weights, not on biases.
  public var l1 = 0.0
  public var l2 = 0.0
  /// Random translation of every image by at most this many pixels.
  public var shift = 0
  public var distillation: Distillation?
  /// Gives back the parameters of the epoch with the lowest validation error instead of the last.
  public var keepsBest = false
  /// Layers that stay as they are; normalization among them computes as in inference.
  public var frozenLayers: Set<String> = []

  public init() {}

  /// Mini-batches of this many examples are cut by themselves, into so many slices: 32 examples are
  /// enough for fast products.
  private static let smallestSlicedBatch = 256
  private static let usualSlices = 8

  /// Slices of a mini-batch, none of them empty. It depends on the plan alone, so results do not
  /// depend on ranks or threads.
  package func sliceCount(ofBatch count: Int) -> Int {
    let wanted = slices ?? (batchSize >= Self.smallestSlicedBatch ? Self.usualSlices : 1)
    return max(1, min(wanted, count))
  }
}

/// What training makes small.
public enum Loss: Sendable, Equatable {
  /// -log of the softmax at the label.
  case crossEntropy
  /// (output - target)², averaged.
  case meanSquares
}
