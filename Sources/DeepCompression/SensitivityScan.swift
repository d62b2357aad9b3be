import Datasets
import Networks
import Pruning
import Quantization
import Tensors
import Training

/// How much worse a network gets when one layer alone is compressed, layer by layer and setting by
/// setting (Han et al. 2015, figure 6).
public struct SensitivityScan: Sendable {
  /// What is done to the layer.
  public enum Setting: Sendable, Equatable {
    /// Fraction of its weights that is pruned.
    case sparsity(Double)
    /// Bits of its codes.
    case bits(Int)
  }

  public struct Point: Sendable, Equatable {
    public let layer: String
    public let setting: Setting
    /// Fraction of the examples that are wrong.
    public let error: Double
  }

  /// Of the network as it is.
  public let baseError: Double
  /// Layers in the network's order, settings in the order in which they were given.
  public let points: [Point]

  /// `examples` are what errors are measured on. With a trainer every compressed network is
  /// retrained on `training` under its constraints first. `monitor` is told how many of how many
  /// points are done, after every batch.
  public init(
    of network: Network, layers: [String], settings: [Setting], examples: Examples,
    retraining: Retraining? = nil,
    random: inout RandomSource, monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    let total = layers.count * settings.count
    var points: [Point] = []
    baseError = try Metrics(
      of: network, on: examples, monitor: monitor.staying(at: WorkDone(0, of: total))
    ).error
    for layer in layers {
      for setting in settings {
        // Every point starts from the same random numbers: its neighbours do not change it.
        var own = random
        let place = WorkDone(points.count, of: total)
        var changed = try Self.compressed(network, layer, setting, random: &own)
        if let retraining {
          changed = try retraining.trainer(for: changed).train(
            changed, on: retraining.examples, random: &own,
            monitor: monitor.staying(at: place)
          ).network
        }
        let error = try Metrics(
          of: changed, on: examples, monitor: monitor.staying(at: place)
        ).error
        points.append(Point(layer: layer, setting: setting, error: error))
      }
    }
    try monitor.tell(WorkDone(total, of: total))
    self.points = points
    _ = random.next()
  }

  /// A short training pass after each compression.
  public struct Retraining: Sendable {
    public let plan: TrainingPlan
    public let examples: Examples

    public init(plan: TrainingPlan, examples: Examples) {
      (self.plan, self.examples) = (plan, examples)
    }

    func trainer(for network: Network) -> Trainer {
      Trainer(plan, constraints: network.constraints)
    }
  }

  private static func compressed(
    _ network: Network, _ layer: String, _ setting: Setting, random: inout RandomSource
  ) throws -> Network {
    switch setting {
    case .sparsity(let sparsity): try network.pruned(by: [layer: .sparsity(sparsity)])
    case .bits(let bits):
      try network.sharingWeights([layer: SharingPlan(bits: bits)], random: &random).network
    }
  }
}

/// What a scan allows each layer.
public enum SensitivityPlan {
  /// The furthest setting of one layer, of `points` ordered from the gentlest on, up to which no
  /// drop exceeds `allowed`; nil when the first one does already. A later point that happens to be
  /// fine again does not count: it is luck.
  public static func furthest<Setting>(
    _ points: [(setting: Setting, drop: Double)], allowed: Double
  ) -> Setting? {
    points.prefix { $0.drop <= allowed }.last?.setting
  }
}
