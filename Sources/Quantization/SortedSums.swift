/// Prefix sums over ascending values: the error of any run of neighbours as one cluster in constant time.
/// In one dimension the clusters of a best partition are such runs.
package struct SortedSums {
  package let values: [Float]
  /// Sums of the first i values and of their squares, after subtracting the mean (less cancellation).
  private let sums: [Double]
  private let squares: [Double]
  private let shift: Double

  package init(sorted values: [Float]) {
    self.values = values
    let shift = values.isEmpty ? 0 : values.reduce(0) { $0 + Double($1) } / Double(values.count)
    var sums = [Double](repeating: 0, count: values.count + 1)
    var squares = sums
    for (position, value) in values.enumerated() {
      let centered = Double(value) - shift
      sums[position + 1] = sums[position] + centered
      squares[position + 1] = squares[position] + centered * centered
    }
    (self.sums, self.squares, self.shift) = (sums, squares, shift)
  }

  package var count: Int { values.count }

  package func mean(_ range: Range<Int>) -> Double {
    shift + (sums[range.upperBound] - sums[range.lowerBound]) / Double(range.count)
  }

  /// Sum of squared distances to the mean; 0 for an empty range.
  package func error(_ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    let sum = sums[range.upperBound] - sums[range.lowerBound]
    return max(0, squares[range.upperBound] - squares[range.lowerBound] - sum * sum / Double(range.count))
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
