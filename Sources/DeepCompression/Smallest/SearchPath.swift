import CompressedModels
import Datasets
import Inference
import Networks
import Tensors
import Training

/// A search on its way: what was tried, and the best so far.
struct SearchPath {
  let search: SmallestFileSearch
  let stages: SearchStages
  private var trials: [CompressionTrial] = []
  private var best: (place: Int, network: Network, packed: PackedModel)?

  init(search: SmallestFileSearch, stages: SearchStages) {
    (self.search, self.stages) = (search, stages)
  }

  /// Whether a file was found that does.
  var keepsBudget: Bool { best.map { fits(trials[$0.place]) } ?? false }

  private func fits(_ trial: CompressionTrial) -> Bool {
    search.fits(trial, denseError: stages.denseError)
  }

  /// A pruned network on the path.
  private struct Place {
    let network: Network
    let density: Double
    let trial: CompressionTrial
  }

  /// Goes on to smaller densities until the budget ends, then trains longer near the border.
  mutating func descend(
    from start: Network, density: Double, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws {
    var (network, density) = (start, density)
    var places: [Place] = []
    while density >= stages.effort.densities.lowerBound {
      network = try stages.pruned(
        network, density: density, epochs: stages.effort.pruningEpochs, random: &random,
        monitor: monitor)
      let trial = try tried(
        network, levels: search.levels[0], sharing: stages.effort.sharingEpochs,
        epochs: stages.effort.pruningEpochs + stages.effort.sharingEpochs, random: &random,
        monitor: monitor)
      places.append(Place(network: network, density: density, trial: trial))
      if isBeyond(trial) { break }
      density *= search.step(after: trial, denseError: stages.denseError)
    }
    switch search.budget {
    case .drop: try finish(places, random: &random, monitor: monitor)
    case .bytes:
      if let last = places.last, fits(last.trial) {
        try finish(atMost: last, random: &random, monitor: monitor)
      }
    }
  }

  /// Whether smaller densities are no use.
  private func isBeyond(_ trial: CompressionTrial) -> Bool {
    switch search.budget {
    case .drop(let drop): trial.error > stages.denseError + Self.furthest * drop
    case .bytes: fits(trial)
    }
  }

  /// What short training loses beside longer training, as a multiple of the error's rise: a file
  /// that needs more than this cannot be saved.
  private static let furthest = 1.2

  /// From the smallest density on that longer training may save, until one is saved.
  private mutating func finish(
    _ places: [Place], random: inout RandomSource, monitor: WorkMonitor<SearchProgress>
  ) throws {
    for place in places.reversed().filter({ !isBeyond($0.trial) }).prefix(Self.finishedPlaces) {
      if try finish(place, random: &random, monitor: monitor) { return }
    }
  }

  /// Densities that are trained longer, at most.
  private static let finishedPlaces = 3

  /// Longer training, then fewer levels as long as they fit. Whether any fits.
  private mutating func finish(
    _ place: Place, random: inout RandomSource, monitor: WorkMonitor<SearchProgress>
  ) throws -> Bool {
    let network = try stages.retrained(
      place.network, epochs: stages.effort.lastPruningEpochs, random: &random, monitor: monitor)
    var doesFit = false
    for levels in search.levels {
      let trial = try tried(
        network, levels: levels, sharing: stages.effort.lastSharingEpochs,
        epochs: stages.effort.lastPruningEpochs + stages.effort.lastSharingEpochs,
        random: &random, monitor: monitor)
      guard fits(trial) else { break }
      doesFit = true
    }
    return doesFit
  }

  /// Longer training for a size; where other codes make the file larger than it was, a few more
  /// weights go.
  private mutating func finish(
    atMost place: Place, random: inout RandomSource, monitor: WorkMonitor<SearchProgress>
  ) throws {
    var (network, density) = (place.network, place.density)
    for _ in 0..<4 {
      network = try stages.retrained(
        network, epochs: stages.effort.lastPruningEpochs, random: &random, monitor: monitor)
      let trial = try tried(
        network, levels: search.levels[0], sharing: stages.effort.lastSharingEpochs,
        epochs: stages.effort.lastPruningEpochs + stages.effort.lastSharingEpochs,
        random: &random, monitor: monitor)
      if fits(trial) { return }
      density *= search.step(after: trial, denseError: stages.denseError)
      network = try stages.pruned(
        network, density: density, epochs: stages.effort.pruningEpochs, random: &random,
        monitor: monitor)
    }
  }

  /// Shares and codes a network, measures the file and takes note of it.
  private mutating func tried(
    _ pruned: Network, levels: Int, sharing: Int, epochs: Int, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> CompressionTrial {
    let shared = try stages.shared(
      pruned, levels: levels, epochs: sharing, random: &random, monitor: monitor)
    let packed = try PackedModel(
      encoding: shared, options: search.options, metadata: search.metadata)
    let trial = try stages.trial(shared, packed, levels: levels, epochs: epochs)
    trials.append(trial)
    if isBetter(trial) { best = (trials.count - 1, shared, packed) }
    try monitor.tell(SearchProgress(stage: "measured", done: 1, total: 1, finishedTrial: trial))
    return trial
  }

  /// Files that keep the budget come before others; of these the one nearest to it is the best.
  private func isBetter(_ trial: CompressionTrial) -> Bool {
    guard let best else { return true }
    let other = trials[best.place]
    switch (fits(trial), fits(other)) {
    case (true, true): return search.prefers(trial, to: other)
    case (false, false):
      if case .bytes = search.budget { return trial.bytes < other.bytes }
      return trial.error < other.error
    case (let fits, _): return fits
    }
  }

  /// Looks at the test examples.
  func result(dense: Network, data: Dataset) throws -> SmallestFile {
    guard let best else { throw SearchError.noDensities }
    let hasTest = data.test.count > 0
    return SmallestFile(
      network: best.network, packed: best.packed, trials: trials, chosen: best.place,
      keepsBudget: keepsBudget, denseError: stages.denseError,
      denseTestError: hasTest ? try Metrics(of: dense, on: data.test).error : nil,
      testError: hasTest
        ? try Metrics(of: try Evaluation(best.packed), on: data.test).error : nil)
  }
}
