/// Finds the model that codes a matrix in the fewest bytes, by measuring candidates one setting at
/// a time.
public struct RankModelChoice: Sendable {
  /// The best found, and what it costs with its description, in units of 2^-16 bits.
  public private(set) var model: RankModel
  public private(set) var cost: UInt64
  private let ranks: [Int16]
  private let columns: Int
  private let count: Int

  /// Longer matrices are judged by their first lines, as many as hold so many ranks.
  private static let sample = 1 << 18
  /// About what a neighbourhood takes in a file.
  private static let bytesOfNeighbourhood = 28

  /// `planes`: heights and widths to try, each a divisor of the line.
  public init(
    of ranks: [Int16], columns: Int, alphabet: RankAlphabet, planes: [(height: Int, width: Int)]
  ) {
    let lines = max(1, Self.sample / columns)
    self.ranks = ranks.count <= lines * columns ? ranks : Array(ranks.prefix(lines * columns))
    (self.columns, count) = (columns, ranks.count)
    model = RankModel(alphabet: alphabet)
    cost = .max
    guard !alphabet.isEmpty else { return }
    _ = tries(model)
    if alphabet.hasBothSigns { _ = tries(with { $0.splitsSigns = true }) }
    guard columns <= RankNeighbourhood.longestLine else { return }
    for plane in planes { tryNeighbourhood(plane) }
  }

  /// Whether it is the best so far.
  private mutating func tries(_ candidate: RankModel) -> Bool {
    // Of what is measured, a part as large as the sample's.
    let described =
      candidate.neighbourhood == nil
      ? 0 : UInt64((Self.bytesOfNeighbourhood * 8) << 16) * UInt64(ranks.count) / UInt64(count)
    let cost = CodedRanks.cost(of: ranks, columns: columns, model: candidate) + described
    guard cost < self.cost else { return false }
    (model, self.cost) = (candidate, cost)
    return true
  }

  private func with(_ change: (inout RankModel) -> Void) -> RankModel {
    var changed = model
    change(&changed)
    return changed
  }

  /// As the sizes of layers ask for: few contexts for small ones.
  private mutating func tryNeighbourhood(_ plane: (height: Int, width: Int)) {
    var found = RankFit.neighbourhood(
      of: ranks, columns: columns, alphabet: model.alphabet, height: plane.height,
      width: plane.width)
    let isLarge = ranks.count { $0 != 0 } > 1 << 14
    (found.presenceShift, found.sizeShift) = isLarge ? (0, 1) : (2, 2)
    found.sizeDepth = isLarge ? 3 : 1
    _ = tries(with { $0.neighbourhood = found })
  }

  /// Tries more or fewer contexts.
  public mutating func refine() {
    guard model.neighbourhood != nil else { return }
    refine(\.presenceShift, 0...3)
    refine(\.sizeShift, 0...3)
    refine(\.sizeDepth, 0...RankNeighbourhood.deepest)
    if model.alphabet.hasBothSigns { _ = tries(with { $0.splitsSigns.toggle() }) }
  }

  /// Moves one setting for as long as that helps.
  private mutating func refine(
    _ setting: WritableKeyPath<RankNeighbourhood, Int>, _ range: ClosedRange<Int>
  ) {
    for step in [-1, 1] {
      while let value = model.neighbourhood?[keyPath: setting], range.contains(value + step),
        tries(with { $0.neighbourhood?[keyPath: setting] += step })
      {}
    }
  }
}
