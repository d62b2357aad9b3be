/// Epochs and learning rates of a search. The rates are Adam's.
public struct SearchEffort: Sendable, Equatable {
  /// Retraining of one density on the way, pruning included, and of its shared weights.
  public var pruningEpochs = 10
  public var sharingEpochs = 6
  /// The same of a file that may be the last.
  public var lastPruningEpochs = 30
  public var lastSharingEpochs = 15
  /// Centroids alone, at the end.
  public var centroidEpochs = 1
  public var batchSize = 100
  public var pruningRate = 2e-3
  public var sharingRate = 3e-4
  public var centroidRate = 1e-4
  /// The first density, and the last that is tried.
  public var densities = 0.0005...0.08

  public init() {}

  /// One epoch for everything: to see that it runs.
  public static var least: SearchEffort {
    var effort = SearchEffort()
    (effort.pruningEpochs, effort.sharingEpochs) = (1, 1)
    (effort.lastPruningEpochs, effort.lastSharingEpochs) = (1, 1)
    effort.densities = 0.04...0.16
    return effort
  }
}
