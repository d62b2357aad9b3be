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
