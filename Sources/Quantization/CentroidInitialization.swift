import Tensors

/// Where k-means starts (paper section 3.2).
public enum CentroidInitialization: String, Sendable, CaseIterable {
  /// Equally spaced between the smallest and the largest weight: keeps the few large weights.
  case linear
  /// Equally spaced on the cumulative distribution: denser around the two peaks.
  case density
  /// k weights drawn at random.
  case forgy
  /// Not in the paper: the best clusters there are, by dynamic programming.
  case optimal

  /// At most k ascending centroids for ascending `values`. Precondition: k >= 1, values not empty.
  public func centroids(_ k: Int, sorted values: [Float], random: inout RandomSource) -> [Double] {
    switch self {
    case .linear: Self.linear(k, values)
    case .density: Self.density(k, values)
    case .forgy: Self.forgy(k, values, &random)
    case .optimal: OptimalClustering(sorted: values).centroids(k)
    }
  }

  private static func linear(_ k: Int, _ values: [Float]) -> [Double] {
    let (low, high) = (Double(values[0]), Double(values[values.count - 1]))
    guard k > 1 else { return [(low + high) / 2] }
    return (0..<k).map { low + (high - low) * Double($0) / Double(k - 1) }
  }

  /// The values at the middles of k equal slices of probability.
  private static func density(_ k: Int, _ values: [Float]) -> [Double] {
    (0..<k).map { Double(values[min(values.count - 1, (2 * $0 + 1) * values.count / (2 * k))]) }
  }

  private static func forgy(_ k: Int, _ values: [Float], _ random: inout RandomSource) -> [Double] {
    // Floyd's sampling without replacement.
    var chosen: Set<Int> = []
    for candidate in max(0, values.count - k)..<values.count {
      let drawn = random.below(candidate + 1)
      chosen.insert(chosen.contains(drawn) ? candidate : drawn)
    }
    return chosen.sorted().map { Double(values[$0]) }
  }
}
