import Tensors

/// One-dimensional k-means by Lloyd's iteration on sorted values (paper equation 2): the nearest
/// centroid of a value changes only at the midpoints, so one iteration costs k binary searches.
public struct KMeans: Sendable, Equatable {
  /// Ascending, no two equal.
  public let centroids: [Double]
  /// Sum of squared distances to the nearest centroid.
  public let error: Double
  public let iterations: Int
  /// How many centroids lost all their members and were placed anew.
  public let reseeded: Int

  static let largestIterationCount = 1000

  /// Clusters `values` (all finite, not empty) into at most k. Fewer when there are fewer distinct
  /// values.
  public init(
    _ values: [Float], k: Int, initialization: CentroidInitialization, random: inout RandomSource
  ) {
    let sorted = RadixSort.sorted(values)
    self.init(
      SortedSums(sorted: sorted),
      start: initialization.centroids(k, sorted: sorted, random: &random), k: k)
  }

  package init(_ sums: SortedSums, start: [Double], k: Int) {
    var bounds = Self.bounds(start, sums)
    var reseeded = 0
    var iteration = 0
    while iteration < Self.largestIterationCount {
      iteration += 1
      reseeded += Self.splitForEmpty(&bounds, sums, wanted: k)
      let next = Self.bounds(Self.means(bounds, sums), sums)
      if next == bounds { break }
      bounds = next
    }
    centroids = Self.means(bounds, sums)
    error = Self.ranges(bounds).reduce(0) { $0 + sums.error($1) }
    (iterations, self.reseeded) = (iteration, reseeded)
  }

  /// Cluster i is bounds[i]..<bounds[i + 1]; empty clusters are left out.
  private static func bounds(_ centroids: [Double], _ sums: SortedSums) -> [Int] {
    var bounds = [0]
    for (left, right) in zip(centroids, centroids.dropFirst()) {
      let bound = sums.count(below: (left + right) / 2)
      if bound > bounds[bounds.count - 1] && bound < sums.count { bounds.append(bound) }
    }
    return bounds + [sums.count]
  }

  private static func ranges(_ bounds: [Int]) -> [Range<Int>] {
    zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  private static func means(_ bounds: [Int], _ sums: SortedSums) -> [Double] {
    ranges(bounds).map(sums.mean)
  }

  /// While clusters are missing: cuts the one with the largest error at its mean. Linear
  /// initialization leaves clusters empty in the gap that pruning made around zero. Returns how
  /// many were placed.
  private static func splitForEmpty(_ bounds: inout [Int], _ sums: SortedSums, wanted: Int) -> Int {
    var placed = 0
    while bounds.count - 1 < wanted {
      let candidates = ranges(bounds).map { ($0, sums.error($0)) }
      guard let worst = candidates.max(by: { $0.1 < $1.1 }), worst.1 > 0 else { break }
      let cut = sums.count(below: sums.mean(worst.0))
      guard cut > worst.0.lowerBound && cut < worst.0.upperBound else { break }
      bounds.append(cut)
      bounds.sort()
      placed += 1
    }
    return placed
  }

  /// The index of the nearest of ascending centroids; the upper one in the middle. The plain way:
  /// `NearestCentroids` is tested against it.
  package static func nearest(_ value: Float, in centroids: [Float]) -> Int {
    var low = 0
    var high = centroids.count - 1
    while low < high {
      let middle = (low + high) / 2
      let border = (Double(centroids[middle]) + Double(centroids[middle + 1])) / 2
      if Double(value) < border { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
