import CKernels

/// Finds the coefficients of a neighbourhood: least squares of a weight's energy over those of its
/// neighbours, and of its rank over theirs, rounded to whole numbers.
package struct RankFit {
  private let ranks: [Int16]
  private let columns: Int
  private let alphabet: RankAlphabet
  private var energySums = NormalEquations(count: RankNeighbourhood.taps + 1)
  private var rankSums = NormalEquations(count: RankNeighbourhood.taps)
  private var meanEnergy = 0.0
  private var meanSize = 1.0

  /// Precondition: some ranks are not 0.
  package static func neighbourhood(
    of ranks: [Int16], columns: Int, alphabet: RankAlphabet, height: Int, width: Int
  ) -> RankNeighbourhood {
    var fit = RankFit(ranks: ranks, columns: columns, alphabet: alphabet)
    return fit.fitted(height: height, width: width)
  }

  private init(ranks: [Int16], columns: Int, alphabet: RankAlphabet) {
    (self.ranks, self.columns, self.alphabet) = (ranks, columns, alphabet)
  }

  /// A weight that is there has a quarter of the largest rank more energy than its own rank, unless
  /// all are there: that it is there says much of its neighbours, too.
  private func emptyNeighbourhood(height: Int, width: Int) -> RankNeighbourhood {
    let presence = alphabet.isMixed ? alphabet.largest : 0
    let unit = 4 * 255 * 16 / (presence + 4 * alphabet.largest)
    return RankNeighbourhood(
      height: height, width: width, firstEnergy: unit * (presence + 4) / 64, energyStep: unit,
      fill: 0, constant: 0, base: 0, presenceShift: 0, sizeShift: 0, sizeDepth: 0, signShift: 1,
      energies: [Int](repeating: 0, count: 8), signs: [Int](repeating: 0, count: 8))
  }

  private mutating func fitted(height: Int, width: Int) -> RankNeighbourhood {
    var found = emptyNeighbourhood(height: height, width: width)
    let energies = found.energyTable
    let total = ranks.reduce(0) { $0 + Int(energies[abs(Int($1))]) }
    meanEnergy = Double(total) / Double(ranks.count)
    let survivors = ranks.count { $0 != 0 }
    meanSize = Double(ranks.reduce(0) { $0 + abs(Int($1)) }) / Double(max(1, survivors))
    found.fill = Int(meanEnergy.rounded())
    collect(found, energies)
    round(energySums.solution(), into: &found)
    round(signs: rankSums.solution(), into: &found)
    return found
  }

  /// The same walk as a stream's, over all lines.
  private mutating func collect(_ neighbourhood: RankNeighbourhood, _ energies: [Int16]) {
    let layout = RankLayout(neighbourhood, columns: columns)
    let cells = layout.places(columns: columns)
    let fill = Int16(neighbourhood.fill)
    var memory = [dcs_rank_cell](
      repeating: dcs_rank_cell(energy: fill, rank: 0), count: layout.count)
    var means = [Int32](repeating: Int32(fill) << 8, count: columns)
    var (rankMeans, last) = (
      [Int32](repeating: 0, count: columns), [Int16](repeating: 0, count: columns)
    )
    var line = Int32(fill) << 8
    let offsets = [
      1, 2, layout.rowStride, layout.rowStride + 1, layout.rowStride - 1, layout.planeStride,
    ]
    var (features, leans) = ([Double](repeating: 0, count: 9), [Double](repeating: 0, count: 8))
    features[8] = meanEnergy
    for (number, rank) in ranks.enumerated() {
      let column = number % columns
      let cell = Int(cells[column])
      for (tap, offset) in offsets.enumerated() {
        features[tap] = Double(memory[cell - offset].energy)
        leans[tap] = Double(memory[cell - offset].rank)
      }
      (features[6], features[7]) = (Double(means[column]) / 256, Double(line) / 256)
      (leans[6], leans[7]) = (Double(last[column]), Double(rankMeans[column]) / 256)
      let energy = energies[abs(Int(rank))]
      energySums.add(features, Double(energy))
      if rank != 0 { rankSums.add(leans, Double(rank)) }
      memory[cell] = dcs_rank_cell(energy: energy, rank: rank)
      means[column] += (Int32(energy) << 8 - means[column]) >> 5
      rankMeans[column] += (Int32(rank) << 8 - rankMeans[column]) >> 5
      last[column] = rank
      line += (Int32(energy) << 8 - line) >> 4
    }
  }

  /// As large as eight bits with a sign allow.
  private func round(_ solution: [Double], into found: inout RankNeighbourhood) {
    let largest = solution.prefix(8).reduce(1e-3) { max($0, abs($1)) }
    var scale = 1.0
    while scale < 4096, largest * scale * 2 <= 127 { scale *= 2 }
    found.energies = solution.prefix(8).map { Int(($0 * scale).rounded()) }
    found.constant = Int((solution[8] * meanEnergy * scale).rounded())
    // The mean stands in the middle of the levels.
    let mean = UInt64(max(1, meanEnergy * scale * 256))
    let octave = 63 - mean.leadingZeroBitCount
    found.base = max(0, 2 * octave + Int((mean << 1) >> UInt64(octave)) & 1 - 8)
  }

  /// A lean of 21 is as much as a weight is large in the mean.
  private func round(signs solution: [Double], into found: inout RankNeighbourhood) {
    let unit = 21 / meanSize
    let largest = solution.reduce(1e-6) { max($0, abs($1)) } * unit
    var shift = 1
    // 2^8 of the sum's units is a rank.
    while shift < 24, largest * Double(1 << (shift + 1)) / 256 <= 127 { shift += 1 }
    let scale = unit * Double(1 << shift) / 256
    found.signs = solution.map { Int(($0 * scale).rounded()) }
    found.signShift = shift
  }
}

/// Sums for least squares, and their solution.
package struct NormalEquations {
  private let count: Int
  private var products: [Double]
  private var targets: [Double]

  package init(count: Int) {
    self.count = count
    products = [Double](repeating: 0, count: count * count)
    targets = [Double](repeating: 0, count: count)
  }

  package mutating func add(_ features: [Double], _ target: Double) {
    for row in 0..<count where features[row] != 0 {
      for column in 0...row { products[row * count + column] += features[row] * features[column] }
      targets[row] += features[row] * target
    }
  }

  /// Cholesky's method; a thousandth is added to the diagonal, so that neighbours that say the same
  /// share the weight.
  package func solution() -> [Double] {
    var factor = products
    var solution = targets
    for row in 0..<count {
      factor[row * count + row] += products[row * count + row] * 1e-3 + 1e-9
      for column in 0...row {
        var sum = factor[row * count + column]
        for inner in 0..<column {
          sum -= factor[row * count + inner] * factor[column * count + inner]
        }
        factor[row * count + column] =
          row == column ? max(sum, 1e-12).squareRoot() : sum / factor[column * count + column]
      }
      for inner in 0..<row { solution[row] -= factor[row * count + inner] * solution[inner] }
      solution[row] /= factor[row * count + row]
    }
    for row in (0..<count).reversed() {
      for inner in row + 1..<max(row + 1, count) {
        solution[row] -= factor[inner * count + row] * solution[inner]
      }
      solution[row] /= factor[row * count + row]
    }
    return solution
  }
}
