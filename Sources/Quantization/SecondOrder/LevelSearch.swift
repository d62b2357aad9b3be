import Glibc

/// Finds levels and codes for one layer, at a price of a bit: a grid first, its step climbed to
/// where error and bits together cost least; then, by turns, codes for the levels and levels for
/// the codes.
package struct LevelSearch {
  package let problem: RateDistortion
  /// Levels beside zero.
  package let largestCount: Int
  /// What a level takes in the file, zero apart.
  package let levelBits: Double

  package init(problem: RateDistortion, largestCount: Int, levelBits: Double = 16) {
    (self.problem, self.largestCount) = (problem, largestCount)
    self.levelBits = levelBits
  }

  package struct Result {
    /// Ascending, 0 among them.
    package var values: [Float]
    package var codes: RateDistortion.Codes
    /// Σ (q - w)ᵀ H (q - w), and bits of an ideal code and of the levels.
    package var distortion: Double
    package var bits: Double

    package init(
      values: [Float], codes: RateDistortion.Codes, distortion: Double = 0, bits: Double = 0
    ) {
      (self.values, self.codes) = (values, codes)
      (self.distortion, self.bits) = (distortion, bits)
    }

    package func cost(price: Double) -> Double { distortion + price * bits }
  }

  /// Rows that the step of the grid is chosen by.
  private static let sampledRows = 96
  private static let descents = 2

  /// `rounds` of codes and levels by turns.
  package func run(rounds: Int) -> Result {
    let sample = sampled()
    let base = firstStep()
    func attempt(_ exponent: Int) -> Result {
      let step = Float(base * exp2(Double(exponent) / 4))
      return sample.refined(sample.grid(step), rounds: 1)
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
    return refined(grid(Float(base * exp2(Double(best) / 4))), rounds: rounds)
  }

  /// Error and bits of all rows, from a few of them.
  package func estimated() -> (distortion: Double, bits: Double) {
    let sample = sampled()
    let result = sample.run(rounds: 1)
    let (all, some) = (weightCount, sample.weightCount)
    let scale = Double(all) / Double(max(1, some))
    // A sample's levels take their share of what all levels take.
    let levels = sample.levelBits * Double(result.values.count - 1)
    return (result.distortion * scale, (result.bits - levels) * scale + levels / share(of: sample))
  }

  private func share(of sample: LevelSearch) -> Double {
    levelBits > 0 ? sample.levelBits / levelBits : 1
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

  private func refined(_ grid: [Float], rounds: Int) -> Result {
    var levels = rated(grid, nearest(grid))
    var result = Result(values: grid, codes: [])
    for _ in 0..<max(1, rounds) {
      var codes = problem.swept(levels)
      for _ in 0..<Self.descents {
        levels = rated(levels.values, problem.counts(codes, of: levels.values.count))
        codes = problem.descended(levels, from: codes)
      }
      let fitted = problem.fitted(levels.values, zero: levels.zero, codes: codes)
      result.values = fitted
      result.codes = codes
      result = result.compacted()
      levels = rated(result.values, problem.counts(result.codes, of: result.values.count))
    }
    result.distortion = problem.distortion(result.codes, result.values)
    result.bits =
      RatedLevels.entropyBits(problem.counts(result.codes, of: result.values.count))
      + levelBits * Double(result.values.count - 1)
    return result
  }

  private func rated(_ values: [Float], _ counts: [Int]) -> RatedLevels {
    RatedLevels(values: values, counts: counts, levelBits: levelBits)
  }

  /// How many weights are nearest to each level: what codes cost before there are any.
  private func nearest(_ values: [Float]) -> [Int] {
    var counts = [Int](repeating: 0, count: values.count)
    guard values.count > 1 else { return [1] }
    let step = values[1] - values[0]
    for block in problem.blocks {
      for (place, value) in block.target.enumerated() {
        let isFree = block.isKept?[place] ?? true
        let code = isFree ? ((value - values[0]) / step).rounded() : (-values[0] / step).rounded()
        counts[min(values.count - 1, max(0, Int(code)))] += 1
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
      levelBits: levelBits * share)
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
