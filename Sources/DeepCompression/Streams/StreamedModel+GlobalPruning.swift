import ModelExchange
import Networks
import Pruning
import Tensors

extension StreamedModel {
  /// Removes the lowest scores over all named arrays together, until `sparsity` of their weights is
  /// gone, as `Network.prunedGlobally` does with nets in memory. The files are read three times
  /// here, a few arrays at a time: for the upper and the lower bits of the score that divides, and
  /// for the magnitude that does in each array; the weights go when the model is written.
  /// `monitor` is told of weights. Gives how many of the arrays' weights there are, and are left.
  @discardableResult
  public mutating func pruneGlobally(
    _ names: [String], sparsity: Double, score: GlobalScore,
    monitor: WorkMonitor<WorkDone> = .none
  ) throws -> (count: Int, kept: Int) {
    try PruningCriterion.sparsity(sparsity).check()
    let reading = ArrayReading(
      model: self, names: names, total: 3 * names.reduce(0) { $0 + (files.array($1)?.count ?? 0) },
      monitor: monitor)
    let selection = try reading.selection(sparsity: sparsity, score: score)
    guard let ranks = selection.ranks else {
      add(names.map { _ in .sparsity(0) }, to: names)
      return (selection.count, selection.kept)
    }
    // A layer's scores are in the order of its magnitudes.
    let cuts = try reading.map(pass: 2) { name, weights, mask in
      ranks[name].flatMap { $0 > 0 ? MagnitudeCut(weights.values, mask, removed: $0) : nil }
    }
    add(cuts.map { $0.map { .cut($0) } ?? .sparsity(0) }, to: names)
    return (selection.count, selection.kept)
  }

  /// One criterion for each name.
  private mutating func add(_ criteria: [PruningCriterion], to names: [String]) {
    for (name, criterion) in zip(names, criteria) { pruning[name, default: []].append(criterion) }
  }
}

/// Arrays that are looked at one after the other, several at a time.
private struct ArrayReading {
  let model: StreamedModel
  let names: [String]
  /// Weights of all three passes.
  let total: Int
  let monitor: WorkMonitor<WorkDone>

  /// What goes of all arrays together.
  struct Selection {
    /// Weights of all arrays, and those that stay.
    let count: Int
    let kept: Int
    /// How many survivors of each array go; nil when no more need go.
    var ranks: [String: Int]?
  }

  func selection(sparsity: Double, score: GlobalScore) throws -> Selection {
    var (upper, size, survivorCount) = (MagnitudeCounts(isLower: false), 0, 0)
    try each(
      pass: 0, { _, weights, mask in (score.counts(of: weights, mask), mask.count) },
      then: { counts, count in
        upper.add(counts)
        size += count
        survivorCount += counts.sum
      })
    let removed = Int((sparsity * Double(size)).rounded()) - (size - survivorCount)
    guard removed > 0 else { return Selection(count: size, kept: survivorCount) }
    let (first, before) = upper.place(of: removed)
    let arrays = try map(pass: 1) { _, weights, mask in
      let scores = score.unorderedScores(of: weights, mask: mask)
      return (
        below: scores.count { MagnitudeCounts.upper(of: $0) < first },
        counts: MagnitudeCounts(scores, Mask(full: [scores.count]), within: first),
        survivors: scores.count
      )
    }
    let lower = arrays.reduce(into: MagnitudeCounts(isLower: true)) { $0.add($1.counts) }
    let (second, below) = lower.place(of: removed - before)
    // Of equal scores those of earlier arrays go first.
    var equalsLeft = removed - before - below
    var ranks: [String: Int] = [:]
    for (name, array) in zip(names, arrays) {
      let equals = min(equalsLeft, array.counts[second])
      equalsLeft -= equals
      let rank = array.below + array.counts.sum(below: second) + equals
      guard rank < array.survivors else { throw PruningError.nothingLeft(layer: name) }
      ranks[name] = rank
    }
    return Selection(count: size, kept: survivorCount - removed, ranks: ranks)
  }

  /// What `body` makes of each array's name, weights and survivors so far, in the order of the
  /// names.
  func map<Result: Sendable>(
    pass: Int, _ body: @Sendable @escaping (String, Tensor, Mask) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    try each(pass: pass, body) { results.append($0) }
    return results
  }

  func each<Result: Sendable>(
    pass: Int, _ body: @Sendable @escaping (String, Tensor, Mask) throws -> Result,
    then take: (Result) -> Void
  ) throws {
    var done = pass * total / 3
    let arrays = names.compactMap { model.files.array($0) }
    for batch in arrays.batches(of: StreamedModel.largestBatch, size: \.count) {
      let results = try Parallel.tryMap(batch.count) { [model] place in
        try model.evaluated(batch[place], body)
      }
      results.forEach(take)
      done += batch.reduce(0) { $0 + $1.count }
      try monitor.tell(WorkDone(done, of: total))
    }
  }
}

extension StreamedModel {
  /// What `body` makes of an array as it is after what was to be done with it before.
  fileprivate func evaluated<Result>(
    _ array: WeightFiles.Entry, _ body: (String, Tensor, Mask) throws -> Result
  ) throws -> Result {
    let read = Weights.read(
      Tensor(shape: array.shape, values: try files.floats(of: array)), as: .weights)
    let weights = try pruned(read, of: array, named: array.name)
    if case .pruned(let pruned) = weights {
      return try body(array.name, pruned.values, pruned.mask)
    }
    let tensor = weights.tensor
    return try body(array.name, tensor, Mask(full: tensor.shape))
  }
}
