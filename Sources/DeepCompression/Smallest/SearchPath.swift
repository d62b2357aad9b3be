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
      var inside: Place?
      while place.density / 2 >= stages.effort.densities.lowerBound {
        let next = try smaller(place, by: 0.5, random: &random, monitor: monitor)
        guard isNearlyInside(next) else { break }
        place = next
        if isInside(next) { inside = next }
      }
      guard place.trial != nil else { return }
      if try refine(place, random: &random, monitor: monitor) { return }
      if let inside { _ = try refine(inside, random: &random, monitor: monitor) }
    }
  }

  /// In small steps from a density that keeps the budget, or nearly, towards the next, which does
  /// not: one error that is too high may be followed by one that is not. Then fewer levels and
  /// dearer bits, as long as they keep it, too. False when nothing here does.
  private mutating func refine(
    _ place: Place, random: inout RandomSource, monitor: WorkMonitor<SearchProgress>
  ) throws -> Bool {
    var (last, next, misses) = (place, place, 0)
    while misses < 2, next.density > 0.6 * place.density {
      next = try smaller(next, by: 0.85, random: &random, monitor: monitor)
      if isInside(next) { (last, misses) = (next, 0) } else { misses += 1 }
    }
    guard isInside(last) else { return false }
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
    return true
  }

  private func isInside(_ place: Place) -> Bool { place.trial.map(fits) ?? false }

  private func isNearlyInside(_ place: Place) -> Bool {
    place.trial.map {
      search.nearlyFits(
        $0, denseError: stages.denseError, exampleCount: stages.data.valid.count)
    } ?? false
  }

  /// A part of the density.
  private mutating func smaller(
    _ place: Place, by part: Double, random: inout RandomSource,
    monitor: WorkMonitor<SearchProgress>
  ) throws -> Place {
    let density = part * place.density
    let network = try stages.pruned(
      place.network, density: density, random: &random, monitor: monitor)
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
      network = try stages.pruned(network, density: density, random: &random, monitor: monitor)
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
