import CKernels

/// One stream's state: what it has learned, and the weights that foretell the next one. Decisions
/// go through a coder, so that writing, reading and measuring are this one walk; CKernels' ranks.c
/// is the same for reading alone, and quicker.
struct RankStream<Coder: DecisionCoder> {
  var coder: Coder
  /// Contexts, cells and places.
  private(set) var state: dcs_rank_stream
  private let tables: dcs_rank_tables
  private let paths: [[UInt16]]
  private let energies: [Int16]
  private let shifts: (presence: Int, size: Int)

  init(_ coder: Coder, _ tables: RankTables, of model: RankModel) {
    self.coder = coder
    let trees = model.trees
    paths = [trees[0].paths, trees[trees.count - 1].paths]
    energies = model.neighbourhood?.energyTable ?? []
    shifts = (model.neighbourhood?.presenceShift ?? 0, model.neighbourhood?.sizeShift ?? 0)
    self.tables = tables.shared
    state = tables.stream()
  }

  /// The next weight, at this place of its line. Gives its rank: `rank`, except when reading.
  @inline(__always) mutating func code(_ rank: Int, at column: Int) -> Int {
    guard tables.predicts != 0 else { return decide(rank, RankOutlook()) }
    let cell = state.cells + Int(tables.cells[column])
    let outlook = tables.outlook(
      cell, line: state.line_energy, known: (state.energy_sums[column], state.rank_sums[column]),
      shifts: shifts)
    let coded = decide(rank, outlook)
    let energy = energies[abs(coded)]
    cell.pointee = dcs_rank_cell(energy: energy, rank: Int16(coded))
    state.line_energy &+= (Int32(energy) << 8 &- state.line_energy) >> 4
    return coded
  }

  /// After a line of these ranks.
  mutating func learn(_ row: UnsafeMutablePointer<Int16>) {
    guard tables.predicts != 0 else { return }
    var tables = tables
    dcs_rank_learn(&tables, &state, row)
  }

  /// Whether there is a weight, its sign, its size.
  @inline(__always) private mutating func decide(_ rank: Int, _ outlook: RankOutlook) -> Int {
    if tables.is_mixed != 0, decide(rank != 0 ? 1 : 0, outlook.presence) == 0 { return 0 }
    var sign = Int(tables.lone_sign)
    if tables.has_both_signs != 0 { sign = decide(rank < 0 ? 1 : 0, tables.sign + outlook.sign) }
    let path = rank == 0 ? 0 : Int(paths[sign][abs(rank) - 1])
    let depth = Int(sign == 1 ? tables.depths.1 : tables.depths.0)
    let side = sign == 1 ? 2 - outlook.side : outlook.side
    let top =
      tables.size_top + sign * tables.top_stride + ((outlook.size * 3 + side) << tables.top_depth)
    let deep = tables.size_deep + sign * tables.deep_stride
    var node = 1
    for level in 0..<depth {
      let bit = path >> (depth - 1 - level) & 1
      node = 2 * node + decide(bit, (level < tables.top_depth ? top : deep) + node)
    }
    let coded = Int(tables.ranks_of_paths[256 * sign + node - (1 << depth)])
    if coded == 0 { state.is_faulty = 1 }
    return coded
  }

  @inline(__always) private mutating func decide(_ bit: Int, _ context: Int) -> Int {
    var probability = AdaptiveProbability(word: state.contexts[context])
    let decision = coder.code(bit, ones: probability.ones)
    probability.learn(decision, tables.rates)
    state.contexts[context] = probability.word
    return decision
  }
}

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
