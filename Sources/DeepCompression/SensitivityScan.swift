import Datasets
import Networks
import Pruning
import Quantization
import Ranks
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
  /// points are done, after every batch. The points are shared out among the ranks of a run.
  public init(
    of network: Network, layers: [String], settings: [Setting], examples: Examples,
    retraining: Retraining? = nil,
    random: inout RandomSource, monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    let plan = layers.flatMap { layer in settings.map { (layer: layer, setting: $0) } }
    let start = random
    /// The error of point `number`, or of the network as it is.
    func error(_ number: Int?) throws -> Double {
      let place = WorkDone(number ?? 0, of: plan.count)
      guard let number else {
        return try Metrics(of: network, on: examples, monitor: monitor.staying(at: place)).error
      }
      // Every point starts from the same random numbers: its neighbours do not change it.
      var own = start
      var changed = try Self.compressed(
        network, plan[number].layer, plan[number].setting, random: &own)
      if let retraining {
        changed = try retraining.trainer(for: changed).train(
          changed, on: retraining.examples, random: &own, monitor: monitor.staying(at: place)
        ).network
      }
      return try Metrics(of: changed, on: examples, monitor: monitor.staying(at: place)).error
    }
    let errors = try Self.errors(plan.count, error)
    baseError = errors[0]
    points = zip(plan, errors.dropFirst()).map {
      Point(layer: $0.layer, setting: $0.setting, error: $1)
    }
    try monitor.tell(WorkDone(plan.count, of: plan.count))
    _ = random.next()
  }

  /// That of the network as it is, and those of all points.
  private static func errors(_ count: Int, _ error: (Int?) throws -> Double) throws -> [Double] {
    guard let group = RankGroup.current else {
      return try [error(nil)] + (0..<count).map { try error($0) }
    }
    try group.meet(at: "a scan of \(count) points")
    let results = try group.handOut(count + 1) { place in
      var result = MessageWriter()
      result.write(try error(place == 0 ? nil : place - 1))
      return PointResult(result.bytes)
    }
    return results.map {
      var reader = MessageReader($0)
      return reader.double() ?? .nan
    }
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
