import Glibc
import Tensors

/// Finds levels and codes for one layer, at a price of a bit: a grid first, its step climbed to
/// where error and bits together cost least; then, by turns, codes for the levels and levels for
/// the codes. Levels that stay on the grid take a step and a range in the file, whatever their
/// number: small layers, where the levels weigh, have the choice. Where a grid would need more
/// levels than there may be, since some rows have much larger weights than others, the levels start
/// from the best clusters instead. And levels may be whole multiples of a fine step, which take
/// few bits each.
package struct LevelSearch {
  package let problem: RateDistortion
  /// Levels beside zero.
  package let largestCount: Int
  /// What a free level takes in the file, zero apart.
  package let levelBits: Double
  /// Of a layer's rows, those that the problem has: levels count as much less.
  private let share: Double

  package init(
    problem: RateDistortion, largestCount: Int, levelBits: Double = 16, share: Double = 1
  ) {
    (self.problem, self.largestCount) = (problem, largestCount)
    (self.levelBits, self.share) = (levelBits, share)
  }

  /// What levels are in the file.
  package enum Form: Sendable {
    case free
    /// Neighbouring multiples of a step, to the bit.
    case grid
    /// Whole multiples of a power of two.
    case multiples
  }

  package struct Result {
    /// Ascending, 0 among them.
    package var values: [Float]
    package var codes: RateDistortion.Codes
    package var form: Form
    /// Σ (q - w)ᵀ H (q - w).
    package var distortion = 0.0
    /// Bits of an ideal code, and of the levels.
    package var codeBits = 0.0
    package var levelBits = 0.0

    package init(values: [Float], codes: RateDistortion.Codes, form: Form = .free) {
      (self.values, self.codes, self.form) = (values, codes, form)
    }

    package var bits: Double { codeBits + levelBits }

    package func cost(price: Double) -> Double { distortion + price * bits }
  }

  /// Rows that the step of the grid is chosen by.
  private static let sampledRows = 96
  private static let descents = 2
  /// Bits of a grid's step and range.
  private static let gridBits = 48.0
  /// Levels that take a smaller part of all bits are not worth a second search.
  private static let notableLevels = 0.004

  /// What a multiple takes, about, and how many times smaller than the largest level its step may
  /// be, as powers of two: its multiples keep below 2^15.
  private static let multipleBits = 6.0
  private static let fineness = 7...13

  /// Weights of a layer for which clusters are worth their time.
  private static let clusteredWeights = 1 << 16

  /// `rounds` of codes and levels by turns.
  package func run(rounds: Int) -> Result {
    let free = run(.free, rounds: rounds)
    var found = [free]
    let isNotable = free.levelBits > max(Self.gridBits, Self.notableLevels * free.bits)
    if isNotable { found.append(run(.grid, rounds: rounds)) }
    let isCrowded = found.contains { $0.values.count > largestCount / 2 }
    if isCrowded, weightCount <= Self.clusteredWeights {
      let start = clusters()
      found.append(refined(start, .free, rounds: rounds))
      if isNotable { found.append(multiples(refined(start, .multiples, rounds: rounds))) }
    }
    if isNotable { found.append(multiples(run(.multiples, rounds: rounds))) }
    let price = Double(problem.price)
    return found.min { $0.cost(price: price) < $1.cost(price: price) } ?? free
  }

  private func run(_ form: Form, rounds: Int) -> Result {
    let sample = sampled()
    let base = firstStep()
    func attempt(_ exponent: Int) -> Result {
      let step = Float(base * exp2(Double(exponent) / 4))
      return sample.refined(sample.grid(step), form, rounds: 1)
    }
    let price = Double(problem.price)
    var (best, least) = (-1, attempt(-1).cost(price: price))
    for direction in [1, -1] where best == -1 || direction == 1 {
      while abs(best + direction) <= 16 {
        let cost = attempt(best + direction).cost(price: price)
        guard cost < least else { break }
        (best, least) = (best + direction, cost)
      }
    }
    return refined(grid(Float(base * exp2(Double(best) / 4))), form, rounds: rounds)
  }

  /// Error and bits of all rows, from a few of them.
  package func estimated() -> (distortion: Double, bits: Double) {
    let sample = sampled()
    let result = sample.run(rounds: 1)
    let (all, some) = (weightCount, sample.weightCount)
    let scale = Double(all) / Double(max(1, some))
    // A sample's levels take their share of what all levels take, but a grid is one grid.
    let levels = result.form == .grid ? result.levelBits : result.levelBits / sample.share
    return (result.distortion * scale, result.codeBits * scale + levels)
  }

  private var weightCount: Int { problem.blocks.reduce(0) { $0 + $1.target.count } }

  /// A bit buys a quarter of the error of a uniform grid of step s, s² / 12 · curvature: with an
  /// ideal code the best step is s² = price / (ln 2 / 6 · curvature).
  private func firstStep() -> Double {
    let curvatures = problem.blocks.map { log($0.form.curvature) }
    let curvature = exp(curvatures.reduce(0, +) / Double(max(1, curvatures.count)))
    let (low, high) = range
    let finest = Double(high - low) / Double(max(1, largestCount))
    guard problem.price > 0 else { return finest }
    return max((Double(problem.price) / (0.1155 * curvature)).squareRoot(), finest / 2)
  }

  private var range: (low: Float, high: Float) {
    var (low, high): (Float, Float) = (0, 0)
    for block in problem.blocks {
      for value in block.target { (low, high) = (min(low, value), max(high, value)) }
    }
    return (low, high)
  }

  private func grid(_ step: Float) -> [Float] {
    let (low, high) = range
    return RatedLevels.grid(
      step: max(step, .leastNormalMagnitude), from: low, to: high, count: largestCount)
  }

  /// The best levels where every weight counts the same, and zero.
  private func clusters() -> [Float] {
    let kept = problem.blocks.flatMap { block in
      block.target.indices.compactMap { place -> Float? in
        block.isKept?[place] ?? true ? block.target[place] : nil
      }
    }
    guard !kept.isEmpty else { return [0] }
    let means = OptimalClustering(sorted: RadixSort.sorted(kept)).centroids(largestCount)
    return Set(means.map { Float($0) } + [0]).sorted()
  }

  private func refined(_ start: [Float], _ form: Form, rounds: Int) -> Result {
    let valueBits =
      switch form {
      case .free: levelBits
      case .grid: 0.0
      case .multiples: min(levelBits, share * Self.multipleBits)
      }
    func rated(_ values: [Float], _ counts: [Int]) -> RatedLevels {
      RatedLevels(values: values, counts: counts, levelBits: valueBits)
    }
    var levels = rated(start, nearest(start))
    var result = Result(values: start, codes: [], form: form)
    for _ in 0..<max(1, rounds) {
      var codes = problem.swept(levels)
      for _ in 0..<Self.descents {
        levels = rated(levels.values, problem.counts(codes, of: levels.values.count))
        codes = problem.descended(levels, from: codes)
      }
      result.codes = codes
      if form == .grid {
        result.values = regridded(levels.values, codes)
      } else {
        result.values = problem.fitted(levels.values, zero: levels.zero, codes: codes)
        result = result.compacted()
      }
      levels = rated(result.values, problem.counts(result.codes, of: result.values.count))
    }
    result.distortion = problem.distortion(result.codes, result.values)
    result.codeBits = RatedLevels.entropyBits(
      problem.counts(result.codes, of: result.values.count))
    result.levelBits = form == .grid ? Self.gridBits : valueBits * Double(result.values.count - 1)
    return result
  }

  /// The levels as multiples of the power of two with which error and bits together cost least.
  private func multiples(_ result: Result) -> Result {
    let largest = result.values.map(\.magnitude).max() ?? 0
    guard largest.isNormal, result.values.count > 1 else { return result }
    let price = Double(problem.price)
    return Self.fineness.map { multiples(result, of: largest.binade * exp2(-Float($0))) }
      .min { $0.cost(price: price) < $1.cost(price: price) } ?? result
  }

  private func multiples(_ result: Result, of step: Float) -> Result {
    var rounded = result
    rounded.values = result.values.map { ($0 / step).rounded() * step }
    rounded = rounded.compacted()
    rounded.distortion = problem.distortion(rounded.codes, rounded.values)
    rounded.codeBits = RatedLevels.entropyBits(
      problem.counts(rounded.codes, of: rounded.values.count))
    // Distances between neighbours are about geometric: the mean's logarithm and log2 e bits each,
    // and a third of a bit for a code of whole bits.
    let count = Double(max(1, rounded.values.count - 1))
    let range = Double(rounded.values[rounded.values.count - 1] - rounded.values[0])
    let distance = max(1, range / Double(step) / count)
    rounded.levelBits = share * (Self.gridBits + count * (log2(distance) + 1.75))
    return rounded
  }

  /// The multiples of a step with the step that has the least error for these codes. It keeps 16
  /// bits, so that its multiples are exact.
  private func regridded(_ values: [Float], _ codes: RateDistortion.Codes) -> [Float] {
    guard values.count > 1 else { return values }
    let old = values[1] - values[0]
    let step = old * problem.bestScale(of: values, codes: codes)
    let short = Float(bitPattern: (step.bitPattern &+ 0x80) & ~0xff)
    return values.map { short * ($0 / old).rounded() }
  }

  /// How many weights are nearest to each level: what codes cost before there are any.
  private func nearest(_ values: [Float]) -> [Int] {
    var counts = [Int](repeating: 0, count: values.count)
    let levels = RatedLevels(values: values, counts: counts)
    let table = levels.table()
    for block in problem.blocks {
      for (place, value) in block.target.enumerated() {
        let isFree = block.isKept?[place] ?? true
        counts[isFree ? table.cheapest(for: value, weight: 1, price: 0) : levels.zero] += 1
      }
    }
    return counts
  }

  /// The same with a few rows of each block, at most.
  private func sampled() -> LevelSearch {
    let rows = problem.blocks.reduce(0) { $0 + $1.rows }
    guard rows > Self.sampledRows else { return self }
    let share = Double(Self.sampledRows) / Double(rows)
    var credit = 0.0
    let blocks = problem.blocks.compactMap { block -> RateDistortion.Block? in
      var kept: [Int] = []
      for row in 0..<block.rows {
        credit += share
        if credit >= 1 {
          credit -= 1
          kept.append(row)
        }
      }
      return kept.isEmpty ? nil : block.only(kept)
    }
    return LevelSearch(
      problem: RateDistortion(blocks, price: Double(problem.price)), largestCount: largestCount,
      levelBits: levelBits * share, share: self.share * share)
  }
}

extension LevelSearch.Result {
  /// Levels in order, without those that nothing has; equal ones are one.
  package func compacted() -> Self {
    var counts = [Int](repeating: 0, count: values.count)
    for code in codes.joined() { counts[Int(code)] += 1 }
    let kept = Set(values.indices.filter { counts[$0] > 0 }.map { values[$0] } + [0]).sorted()
    let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, UInt16($0)) })
    let map = values.map { place[$0] ?? 0 }
    var compacted = self
    compacted.values = kept
    compacted.codes = codes.map { $0.map { map[Int($0)] } }
    return compacted
  }

  /// A grid from the lowest level that occurs to the highest, zero among them: what lies between
  /// stays.
  package func trimmed() -> Self {
    let used = Set(codes.joined())
    let kept = values.indices.filter { used.contains(UInt16($0)) || values[$0] == 0 }
    guard let first = kept.first, let last = kept.last else { return self }
    var trimmed = self
    trimmed.values = Array(values[first...last])
    trimmed.codes = codes.map { $0.map { $0 - UInt16(first) } }
    return trimmed
  }
}

extension RateDistortion.Block {
  /// Some of the rows.
  fileprivate func only(_ kept: [Int]) -> Self {
    func chosen<Element>(_ matrix: [Element]) -> [Element] {
      kept.flatMap { matrix[$0 * form.depth..<($0 + 1) * form.depth] }
    }
    return Self(form: form, target: chosen(target), isKept: isKept.map(chosen))
  }
}
