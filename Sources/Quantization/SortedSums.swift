/// Prefix sums over ascending values: the error of any run of neighbours as one cluster in constant
/// time. In one dimension the clusters of a best partition are such runs.
package struct SortedSums {
  package let values: [Float]
  /// Sums of the first `block` · i values and of their squares, after subtracting the mean (less
  /// cancellation). What is between is added when asked for, in the same order: the same bits as if
  /// every sum were kept, in a tenth of the memory.
  private let sums: [Double]
  private let squares: [Double]
  private let shift: Double
  private static let block = 16

  package init(sorted values: [Float]) {
    self.values = values
    let shift = values.isEmpty ? 0 : values.reduce(0) { $0 + Double($1) } / Double(values.count)
    var (sums, squares): ([Double], [Double]) = ([], [])
    sums.reserveCapacity(values.count / Self.block + 1)
    squares.reserveCapacity(values.count / Self.block + 1)
    var (sum, square) = (0.0, 0.0)
    for start in stride(from: 0, through: values.count, by: Self.block) {
      sums.append(sum)
      squares.append(square)
      for place in start..<min(start + Self.block, values.count) {
        let centered = Double(values[place]) - shift
        sum += centered
        square += centered * centered
      }
    }
    (self.sums, self.squares, self.shift) = (sums, squares, shift)
  }

  /// Sums over the first `end` values, less the mean of all, and over their squares.
  package func first(_ end: Int) -> (sum: Double, square: Double) {
    let block = end / Self.block
    var (sum, square) = (sums[block], squares[block])
    for place in block * Self.block..<end {
      let centered = Double(values[place]) - shift
      sum += centered
      square += centered * centered
    }
    return (sum, square)
  }

  package var count: Int { values.count }

  package func mean(_ range: Range<Int>) -> Double {
    shift + (first(range.upperBound).sum - first(range.lowerBound).sum) / Double(range.count)
  }

  /// Sum of squared distances to the mean; 0 for an empty range.
  package func error(_ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    let (low, high) = (first(range.lowerBound), first(range.upperBound))
    return Self.error(sum: high.sum - low.sum, square: high.square - low.square, count: range.count)
  }

  /// Q - S² / n, the sum of squared distances to the mean of n values with sum S and sum of squares
  /// Q.
  @inline(__always)
  package static func error(sum: Double, square: Double, count: Int) -> Double {
    max(0, square - sum * sum / Double(count))
  }

  /// Sum of squared distances to `centroid`.
  package func error(_ range: Range<Int>, around centroid: Double) -> Double {
    guard !range.isEmpty else { return 0 }
    let offset = mean(range) - centroid
    return error(range) + Double(range.count) * offset * offset
  }

  /// How many values are below `bound`.
  package func count(below bound: Double) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if Double(values[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
