import CompressedModels
import Datasets
import Inference
import Networks
import Tensors
import Training

/// Finds the smallest file of a trained network at a loss that is allowed, or the best one of an
/// allowed size, with the examples that it was trained on. Densities are halved, each from the
/// network of the one before (iterative pruning); at each the weights are shared and coded, and
/// the file is measured on the validation examples. Where the budget ends, smaller steps are
/// tried, then fewer shared weights, then a higher price of their codes' bits. The test examples
/// are looked at once, for the file that was chosen. The same seed gives the same file.
public struct SmallestFileSearch: Sendable {
  public var budget: CompressionBudget
  /// nil: what the network and the number of examples allow in minutes.
  public var effort: SearchEffort?
  /// Whether every neuron and filter stays.
  public var keepsUnits = false
  /// Shared weights of a layer: the first on the way, the others for the last density, if they keep
  /// the budget, too.
  public var levels = [7, 5, 4]
  /// What a bit of a code costs while weights choose their clusters (`StraightThroughConstraint`):
  /// the first on the way, the others for the last density.
  public var bitPrices = [1.4, 3, 6]
  public var options = PackingOptions()
  public var metadata = Metadata()
  /// Where stages are kept; nil: nowhere.
  public var record: SearchRecord?

  public init(budget: CompressionBudget) { self.budget = budget }

  /// Throws `SearchError`, what `monitor` throws, and the errors of the stages: `TrainingError` for
  /// a network that training does not take.
  public func run(
    _ dense: Network, on data: Dataset, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress> = .none
  ) throws -> SmallestFile {
    guard data.valid.count > 0 else { throw SearchError.noValidation }
    for name in dense.weightNames {
      guard let weights = dense.parameter(name)?.weights, weights.state != "dense" else { continue }
      throw SearchError.compressed(layer: name, state: weights.state)
    }
    guard !levels.isEmpty else { throw SearchError.noLevels }
    guard !bitPrices.isEmpty else { throw SearchError.noPrices }
    let start = try dense.withoutDropout()
    let density = effort?.densities.upperBound ?? SearchEffort().densities.upperBound
    let narrow =
      try keepsUnits
      ? start : start.keepingStrongestUnits(start.unitCounts(for: density / 2))
    let stages = try SearchStages(
      dense: dense, data: data,
      effort: effort ?? SearchEffort(for: narrow, exampleCount: data.train.count),
      keepsUnits: keepsUnits, record: record, monitor: monitor)
    var path = SearchPath(search: self, stages: stages)
    try path.descend(from: narrow, density: density, random: &random, monitor: monitor)
    // Small networks have less to spare.
    var wider = density
    while case .drop = budget, !path.keepsBudget, wider < 1 {
      wider = min(1, 4 * wider)
      try path.descend(from: start, density: wider, random: &random, monitor: monitor)
    }
    return try path.result(dense: dense, data: data)
  }

  /// Precondition: levels and prices.
  var firstSharing: CompressionTrial.Sharing {
    .init(levels: levels[0], bitPrice: bitPrices[0])
  }

  /// Whether a trial keeps the budget, `rise` being how much its error is above the dense one's.
  package func fits(_ trial: CompressionTrial, rise: Double) -> Bool {
    switch budget {
    case .drop(let drop): rise <= drop + 1e-12
    case .bytes(let bytes): trial.bytes <= bytes
    }
  }

  /// Whether one file is better than another, when both keep the budget.
  package func prefers(_ trial: CompressionTrial, to other: CompressionTrial) -> Bool {
    switch budget {
    case .drop: (trial.bytes, trial.error) < (other.bytes, other.error)
    case .bytes: (trial.error, trial.bytes) < (other.error, other.bytes)
    }
  }

  /// The part of the density that the next step towards a size keeps.
  package func step(to bytes: Int, from trial: CompressionTrial) -> Double {
    min(0.97, max(0.5, 0.99 * Double(bytes) / Double(max(1, trial.bytes))))
  }
}

/// Why a search cannot start.
public enum SearchError: Error, Equatable {
  case noValidation
  case noLevels
  case noPrices
  case noDensities
  case compressed(layer: String, state: String)
}

extension SearchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noValidation: "there are no validation examples to choose by: hold some out"
    case .noLevels: "there are no numbers of shared weights to try"
    case .noPrices: "there are no prices of bits to try"
    case .noDensities: "there are no densities to try"
    case .compressed(let layer, let state):
      "\(layer) is \(state) already: the search starts from a dense net"
    }
  }
}
