import CKernels

/// What the neighbours say of the next weight.
struct RankOutlook {
  /// Context of whether there is a weight.
  var presence = 0
  /// Context of its sign: 5 is undecided.
  var sign = 5
  /// Level of its size.
  var size = 0
  /// 0 against, 1 undecided, 2 for a weight above zero.
  var side = 1
}

extension dcs_rank_tables {
  /// The two sums of a neighbourhood, and what follows from them. `known` is what the lines before
  /// add to them, `line` the mean along the line.
  @inline(__always)
  func outlook(
    _ cell: UnsafeMutablePointer<dcs_rank_cell>, line: Int32, known: (energy: Int32, rank: Int32),
    shifts: (presence: Int, size: Int)
  ) -> RankOutlook {
    var (energy, rank): (Int32, Int32) = (0, 0)
    func add(_ cell: dcs_rank_cell, _ ofEnergy: Int32, _ ofRank: Int32) {
      energy += Int32(cell.energy) * ofEnergy
      rank += Int32(cell.rank) * ofRank
    }
    add(cell[-1], energies.0, ranks.0)
    add(cell[-2], energies.1, ranks.1)
    add(cell[-above], energies.2, ranks.2)
    add(cell[-above - 1], energies.3, ranks.3)
    add(cell[-above + 1], energies.4, ranks.4)
    add(cell[-plane], energies.5, ranks.5)
    let level = level((energy << 8) + line * energies.7 + known.energy)
    let lean = ((rank << 8) + known.rank + (1 << (rank_shift - 1))) >> rank_shift
    let limit = Int32(Lean.limit)
    let view = leans[Int(min(max(lean, -limit), limit) + limit)]
    return RankOutlook(
      presence: (level >> shifts.presence) * 3 + Int(view.strength), sign: Int(view.sign),
      size: level >> shifts.size, side: Int(view.side))
  }

  /// Half octaves above the base, 0 ... 15: the place of the sum's leading one, and the digit
  /// below.
  @inline(__always) private func level(_ sum: Int32) -> Int {
    let sum = max(Int(sum), 1)
    let octave = Int.bitWidth - 1 - sum.leadingZeroBitCount
    let half = (sum << 1) >> octave & 1
    return min(max(2 * octave + half - Int(base), 0), RankNeighbourhood.levels - 1)
  }
}
