import Networks

extension Network {
  /// Removes whole units: each named layer keeps so many, those with the largest ‖w_in‖² ‖w_out‖²,
  /// the squares of a unit's own weights times those of the weights that read it (of equals, the
  /// first). What a unit gives grows with the first factor, what becomes of it with the second; the
  /// product does not change when a ReLU unit's scale moves from one to the other. Layers are
  /// looked at as they are before any unit goes.
  public func keepingStrongestUnits(_ counts: [String: Int]) throws(PruningError) -> Network {
    var kept: [String: [Int]] = [:]
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      let path = try UnitPath(of: name, in: self)
      guard (1...path.unitCount).contains(count) else {
        throw .badUnitCount(layer: name, count: count, units: path.unitCount)
      }
      let (rows, columns) = unitSquares(path)
      let strengths = zip(rows, columns).map { $0 * $1 }
      let strongest = strengths.indices.sorted {
        (strengths[$0], -$0) > (strengths[$1], -$1)
      }
      kept[name] = strongest.prefix(count).sorted()
    }
    return try keepingUnits(kept)
  }
}
