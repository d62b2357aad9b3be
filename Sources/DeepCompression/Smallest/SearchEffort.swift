import Networks

/// Epochs and learning rates of a search. The rates are Adam's.
public struct SearchEffort: Sendable, Equatable {
  /// Retraining of one density, pruning included. With 10 epochs the files of LeNet-300-100 are a
  /// fifth larger at the same error.
  public var pruningEpochs = 25
  /// The same for a small step.
  public var refiningEpochs = 15
  /// Weights that change their clusters. The price of bits goes on gathering them in few when the
  /// learning rate is low already: LeNet-5 lost less with 3 epochs than with 6.
  public var sharingEpochs = 5
  /// Centroids alone, at the end.
  public var centroidEpochs = 6
  public var batchSize = 100
  /// Parts of a batch that threads and ranks share.
  public var slices = 4
  public var pruningRate = 2e-3
  public var sharingRate = 3e-4
  public var centroidRate = 1e-4
  /// The first density, and the last that is tried.
  public var densities = 0.0005...0.06

  public init() {}

  /// Fewer epochs where an epoch is long: with LeNet-300-100 and 55 000 images (1.5e10
  /// multiplications) the numbers above, and of them the root of how much longer an epoch is, so
  /// that both LeNets take minutes. At least one epoch each.
  public init(for network: Network, exampleCount: Int) {
    let work = network.multiplicationCount * Double(exampleCount)
    let part = min(1, (1.5e10 / max(1, work)).squareRoot())
    func scaled(_ epochs: Int) -> Int { max(1, Int((Double(epochs) * part).rounded())) }
    (pruningEpochs, refiningEpochs) = (scaled(pruningEpochs), scaled(refiningEpochs))
    (sharingEpochs, centroidEpochs) = (scaled(sharingEpochs), scaled(centroidEpochs))
  }

  /// One epoch for everything: to see that it runs.
  public static var least: SearchEffort {
    var effort = SearchEffort()
    (effort.pruningEpochs, effort.refiningEpochs) = (1, 1)
    (effort.sharingEpochs, effort.centroidEpochs) = (1, 1)
    effort.densities = 0.04...0.16
    return effort
  }
}
