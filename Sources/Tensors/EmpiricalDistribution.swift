/// The empirical distribution of numbers: what share of them lies at or below a value. Numbers that
/// are not finite are left out.
public struct EmpiricalDistribution: Sendable {
  /// Ascending.
  public let values: [Float]

  public init(_ tensor: Tensor) { values = tensor.values.filter(\.isFinite).sorted() }

  /// Share of the values at or below `value`, 0...1; nan when there are none.
  public func share(upTo value: Double) -> Double {
    Double(count(upTo: value)) / Double(values.count)
  }

  private func count(upTo value: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if Double(values[middle]) <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The corners of the step function from share 0 at the smallest value to share 1 at the largest.
  /// All of them while there are at most `limit` distinct values; of more, those at equal distances
  /// of value and of rank, so that both thin tails and steep parts keep their shape. Every corner
  /// given is exact.
  public func steps(atMost limit: Int) -> [(value: Double, share: Double)] {
    guard let first = values.first, let last = values.last else { return [] }
    let places =
      ends.count <= limit
      ? ends : thinned(ends, to: max(limit, 2), from: Double(first), to: Double(last))
    return [(Double(first), 0)]
      + places.map { (Double(values[$0]), Double($0 + 1) / Double(values.count)) }
  }

  /// The last position of each run of equal values.
  private var ends: [Int] {
    values.indices.filter { $0 == values.count - 1 || values[$0] < values[$0 + 1] }
  }

  private func thinned(_ ends: [Int], to limit: Int, from low: Double, to high: Double) -> [Int] {
    let half = limit / 2
    let byShare = (1...half).map { ends[$0 * ends.count / half - 1] }
    let byValue = (1...half).map { count(upTo: low + (high - low) * Double($0) / Double(half)) - 1 }
    return Set(byShare + byValue.filter { $0 >= 0 }).union([values.count - 1]).sorted()
  }
}
