import CKernels

/// What the streams of one matrix share, in memory that they read without checks.
final class RankTables {
  private(set) var shared = dcs_rank_tables()
  /// Contexts of a stream that has learned nothing.
  let contexts: [AdaptiveProbability]
  private let cellCount: Int
  private let columns: Int
  private var memory: [UnsafeMutableRawPointer] = []

  init(_ model: RankModel, columns: Int) {
    let layout = RankContexts(model)
    contexts = layout.initial(model)
    let cells = model.neighbourhood.map { RankLayout($0, columns: columns) }
    cellCount = cells?.count ?? 0
    self.columns = columns
    shared.columns = columns
    shared.is_mixed = model.alphabet.isMixed ? 1 : 0
    shared.has_both_signs = model.alphabet.hasBothSigns ? 1 : 0
    shared.lone_sign = model.alphabet.negatives > 0 ? 1 : 0
    shared.predicts = cells == nil ? 0 : 1
    shared.place(layout)
    shared.rates = UnsafePointer(kept(AdaptiveProbability.rates()))
    shared.leans = UnsafePointer(kept((-Lean.limit...Lean.limit).map { Lean($0).stored }))
    keepTrees(of: model)
    guard let neighbourhood = model.neighbourhood, let cells else { return }
    shared.cells = UnsafePointer(kept(cells.places(columns: columns)))
    (shared.above, shared.plane) = (cells.rowStride, cells.planeStride)
    shared.foretell(neighbourhood)
    shared.is_flat = neighbourhood.height == 1 && neighbourhood.width == columns ? 1 : 0
  }

  deinit { for block in memory { block.deallocate() } }

  /// A stream that has learned nothing, with memory of its own: `deallocate` it.
  func stream() -> dcs_rank_stream {
    var stream = dcs_rank_stream()
    stream.contexts = .allocate(capacity: contexts.count)
    for (index, context) in contexts.enumerated() { stream.contexts[index] = context.word }
    guard shared.predicts != 0 else { return stream }
    stream.cells = .allocate(capacity: cellCount)
    stream.cells.initialize(
      repeating: dcs_rank_cell(energy: Int16(shared.fill), rank: 0), count: cellCount)
    stream.energy_means = .allocate(capacity: columns)
    stream.rank_means = .allocate(capacity: columns)
    stream.energy_sums = .allocate(capacity: columns)
    stream.rank_sums = .allocate(capacity: columns)
    dcs_rank_begin(&shared, &stream)
    return stream
  }

  /// A shared tree has ranks that only one side knows.
  private func keepTrees(of model: RankModel) {
    let trees = model.trees
    let (above, below) = (trees[0], trees[trees.count - 1])
    shared.depths = (Int32(above.depth), Int32(below.depth))
    func padded(_ ranks: [Int16]) -> [Int16] {
      ranks + [Int16](repeating: 0, count: 256 - ranks.count)
    }
    shared.ranks_of_paths = UnsafePointer(
      kept(
        padded(above.ranks.map { $0 > model.alphabet.positives ? 0 : Int16($0) })
          + padded(below.ranks.map { $0 > model.alphabet.negatives ? 0 : -Int16($0) })))
  }

  private func kept<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> UnsafeMutablePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    block.initialize(from: elements, count: elements.count)
    memory.append(UnsafeMutableRawPointer(block))
    return block
  }
}

extension dcs_rank_tables {
  fileprivate mutating func place(_ contexts: RankContexts) {
    (sign, size_top, size_deep) = (contexts.sign, contexts.sizeTop, contexts.sizeDeep)
    (top_stride, deep_stride) = (contexts.topStride, contexts.deepStride)
    top_depth = Int32(contexts.topDepth)
  }

  fileprivate mutating func foretell(_ neighbourhood: RankNeighbourhood) {
    func eight(_ n: [Int]) -> (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) {
      let n = n.map(Int32.init)
      return (n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7])
    }
    (energies, ranks) = (eight(neighbourhood.energies), eight(neighbourhood.signs))
    constant = Int32(neighbourhood.constant)
    base = Int32(neighbourhood.base)
    withUnsafeMutableBytes(of: &presence) { table in
      let table = table.bindMemory(to: UInt16.self)
      for level in table.indices {
        table[level] = UInt16(3 * (level >> neighbourhood.presenceShift))
      }
    }
    withUnsafeMutableBytes(of: &size) { table in
      let table = table.bindMemory(to: UInt16.self)
      for level in table.indices {
        table[level] = UInt16((3 * (level >> neighbourhood.sizeShift)) << neighbourhood.sizeDepth)
      }
    }
    rank_shift = Int32(neighbourhood.signShift)
    fill = Int32(neighbourhood.fill)
    first_energy = Int32(neighbourhood.firstEnergy)
    energy_step = Int32(neighbourhood.energyStep)
  }
}

/// How far the ranks around lean to a side, -15 ... 15, as three contexts see it.
package struct Lean {
  static let limit = 15

  /// 0 ... 10
  package let sign: Int
  /// 0 ... 2: however they lean, how strongly.
  package let strength: Int
  /// 0 against, 1 undecided, 2 for a weight above zero.
  package let side: Int

  package init(_ lean: Int) {
    let size = [1, 2, 3, 6, 11].count { abs(lean) >= $0 }
    sign = 5 + (lean < 0 ? -size : size)
    strength = max(0, size - 3)
    side = size < 3 ? 1 : lean < 0 ? 0 : 2
  }

  var stored: dcs_rank_lean {
    dcs_rank_lean(sign: UInt8(sign), strength: UInt8(strength), side: UInt8(side))
  }
}

extension dcs_rank_stream {
  func deallocate() {
    contexts.deallocate()
    cells?.deallocate()
    energy_means?.deallocate()
    rank_means?.deallocate()
    energy_sums?.deallocate()
    rank_sums?.deallocate()
  }
}
