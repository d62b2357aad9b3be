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
  /// What was made, with the files.
  private var made: [(trial: CompressionTrial, packed: PackedModel)] = []

  init(search: SmallestFileSearch, stages: SearchStages) {
    (self.search, self.stages) = (search, stages)
  }

  /// Whether a file was found that does.
  var keepsBudget: Bool { best.map { fits(made[$0].trial) } ?? false }

  private var rise: ErrorRise {
    ErrorRise(
      denseError: stages.denseError, exampleCount: stages.data.valid.count,
      trials: made.map(\.trial))
  }

  private func fits(_ trial: CompressionTrial) -> Bool {
    search.fits(trial, rise: rise(trial))
  }

  /// A pruned network on the path.
  private struct Place {
    let network: Network
    let density: Double
    /// Its file; nil before the first step.
    var trial: CompressionTrial?
  }

  /// Goes on to smaller densities until the budget ends.
  mutating func descend(
    from start: Network, density: Double, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws {
    switch search.budget {
    case .bytes(let bytes):
      try shrink(start, to: bytes, density: density, random: &random, monitor: monitor)
    case .drop:
      var place = Place(network: start, density: 2 * density)
      while place.density / 2 >= stages.effort.densities.lowerBound {
        let next = try smaller(place, by: 0.5, random: &random, monitor: monitor)
        guard isInside(next) else { break }
        place = next
      }
      guard place.trial != nil else { return }
      try refine(place, random: &random, monitor: monitor)
    }
  }

  /// In small steps from a density that keeps the budget towards the next, which does not: a file
  /// that does not keep it may be followed by one that does. Then fewer levels and dearer bits, as
  /// long as they keep it, too.
  private mutating func refine(
    _ place: Place, random: inout RandomSource, monitor: WorkMonitor<SearchProgress>
  ) throws {
    var (last, next, misses) = (place, place, 0)
    while misses < 2, next.density > 0.6 * place.density {
      next = try smaller(next, by: 0.85, random: &random, monitor: monitor)
      if isInside(next) { (last, misses) = (next, 0) } else { misses += 1 }
    }
    var sharing = search.firstSharing
    for levels in search.levels.dropFirst() {
      var next = sharing
      next.levels = levels
      guard fits(try tried(last.network, next, random: &random, monitor: monitor)) else { break }
      sharing = next
    }
    for price in search.bitPrices.dropFirst() {
      sharing.bitPrice = price
      guard fits(try tried(last.network, sharing, random: &random, monitor: monitor)) else { break }
    }
  }

  private func isInside(_ place: Place) -> Bool { place.trial.map(fits) ?? false }

  /// A part of the density.
  private mutating func smaller(
    _ place: Place, by part: Double, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Place {
    let density = part * place.density
    let effort = stages.effort
    let network = try stages.pruned(
      place.network, density: density,
      epochs: part > 0.7 ? effort.refiningEpochs : effort.pruningEpochs, random: &random,
      monitor: monitor)
    let trial = try tried(network, search.firstSharing, random: &random, monitor: monitor)
    return Place(network: network, density: density, trial: trial)
  }

  /// Towards a size, in steps that its share of the last file's suggests.
  private mutating func shrink(
    _ start: Network, to bytes: Int, density: Double, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws {
    var (network, density) = (start, density)
    while density >= stages.effort.densities.lowerBound {
      network = try stages.pruned(
        network, density: density, epochs: stages.effort.pruningEpochs, random: &random,
        monitor: monitor)
      let trial = try tried(network, search.firstSharing, random: &random, monitor: monitor)
      if fits(trial) { return }
      density *= search.step(to: bytes, from: trial)
    }
  }

  /// Shares and codes a network, measures the file and takes note of it.
  private mutating func tried(
    _ pruned: Network, _ sharing: CompressionTrial.Sharing, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> CompressionTrial {
    let shared = try stages.shared(pruned, sharing, random: &random, monitor: monitor)
    let packed = try PackedModel(
      encoding: shared, options: search.options, metadata: search.metadata)
    let trial = try stages.trial(shared, packed, sharing)
    made.append((trial, packed))
    try monitor.tell(SearchProgress(stage: "measured", done: 1, total: 1, finishedTrial: trial))
    return trial
  }

  /// Files that keep the budget come before others; of these the one nearest to it is the best.
  private var best: Int? {
    made.indices.min { left, right in isBetter(made[left].trial, than: made[right].trial) }
  }

  private func isBetter(_ trial: CompressionTrial, than other: CompressionTrial) -> Bool {
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
    let packed = made[best].packed
    let hasTest = data.test.count > 0
    return SmallestFile(
      network: try packed.decoded(), packed: packed, trials: made.map(\.trial), chosen: best,
      rises: made.map { rise($0.trial) }, keepsBudget: keepsBudget, denseError: stages.denseError,
      denseTestError: hasTest ? try Metrics(of: dense, on: data.test).error : nil,
      testError: hasTest ? try Metrics(of: try Evaluation(packed), on: data.test).error : nil)
  }
}
