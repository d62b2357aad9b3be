/// The best partition of sorted values into k runs, by dynamic programming over cells: D[c][j] =
/// min over i of D[c - 1][i] + error(i..<j). The best i never moves left as j grows, so divide and
/// conquer finds a row in O(cells · log cells) (Wang & Song 2011; Grønlund et al. 2017).
///
/// Up to `largestCellCount` values the result is exact. More are first grouped into that many
/// cells, cut at equal counts and equal widths; Lloyd's iteration on all values then moves the
/// borders off the cells' edges.
package struct OptimalClustering {
  private let sums: SortedSums
  /// Edges of the cells as positions in the sorted values, from 0 to their count.
  private let edges: [Int]
  /// Sums up to each edge, so that the cost of a run of cells takes a division and no search.
  private let sumsAtEdges: [(sum: Double, square: Double)]

  package static let largestCellCount = 8192

  package init(sorted values: [Float]) {
    let sums = SortedSums(sorted: values)
    self.sums = sums
    edges = values.count <= Self.largestCellCount ? Array(0...values.count) : Self.cells(sums)
    sumsAtEdges = edges.map(sums.first)
  }

  private static func cells(_ sums: SortedSums) -> [Int] {
    let half = largestCellCount / 2
    let (low, high) = (Double(sums.values[0]), Double(sums.values[sums.count - 1]))
    let byCount = (0...half).map { $0 * sums.count / half }
    let byWidth = (1..<half).map {
      sums.count(below: low + (high - low) * Double($0) / Double(half))
    }
    return Set(byCount + byWidth).sorted()
  }

  /// Means of the best clusters, ascending; fewer than k when there are fewer cells.
  package func centroids(_ k: Int) -> [Double] {
    let cellCount = edges.count - 1
    let k = min(k, cellCount)
    var costs = edges.map { sums.error(0..<$0) }
    var firstCells: [[Int32]] = []
    for clusters in 2...max(2, k) where clusters <= k {
      var row = Row(
        costs: [Double](repeating: .infinity, count: cellCount + 1), cellCount: cellCount)
      fill(&row, previous: costs, clusters...cellCount, (clusters - 1)...(cellCount - 1))
      costs = row.costs
      firstCells.append(row.firstCell)
    }
    return means(firstCells, cellCount: cellCount)
  }

  private struct Row {
    var costs: [Double]
    /// Where the last cluster begins in the best partition of the first j cells.
    var firstCell: [Int32]

    init(costs: [Double], cellCount: Int) {
      self.costs = costs
      firstCell = [Int32](repeating: 0, count: cellCount + 1)
    }
  }

  /// Fills the middle of `ends`, then both halves with the candidates that its best one leaves. The
  /// first of `starts` is before the first of `ends`, always.
  private func fill(
    _ row: inout Row, previous: [Double], _ ends: ClosedRange<Int>, _ starts: ClosedRange<Int>
  ) {
    let end = (ends.lowerBound + ends.upperBound) / 2
    let (high, highEdge) = (sumsAtEdges[end], edges[end])
    var (least, best) = (Double.infinity, starts.lowerBound)
    for start in starts.lowerBound...min(starts.upperBound, end - 1) {
      let low = sumsAtEdges[start]
      let total =
        previous[start]
        + SortedSums.error(
          sum: high.sum - low.sum, square: high.square - low.square, count: highEdge - edges[start])
      if total < least { (least, best) = (total, start) }
    }
    (row.costs[end], row.firstCell[end]) = (least, Int32(best))
    if end > ends.lowerBound {
      fill(&row, previous: previous, ends.lowerBound...(end - 1), starts.lowerBound...best)
    }
    if end < ends.upperBound {
      fill(&row, previous: previous, (end + 1)...ends.upperBound, best...starts.upperBound)
    }
  }

  private func means(_ firstCells: [[Int32]], cellCount: Int) -> [Double] {
    var means: [Double] = []
    var end = cellCount
    for row in firstCells.reversed() {
      let start = Int(row[end])
      means.append(sums.mean(edges[start]..<edges[end]))
      end = start
    }
    return [sums.mean(0..<edges[end])] + means.reversed()
  }
}
