extension Tensor {
  /// Sums are taken in double precision, in order.
  public var sum: Double { values.reduce(0) { $0 + Double($1) } }

  /// nan for an empty tensor.
  public var mean: Double { sum / Double(count) }

  /// Population standard deviation (divided by the count), as the 2015 paper's thresholds use it.
  public var standardDeviation: Double {
    let center = mean
    return (values.reduce(0) { $0 + (Double($1) - center) * (Double($1) - center) } / Double(count))
      .squareRoot()
  }

  /// nan when any value is, and for an empty tensor.
  public var minimum: Float { hasNaN ? .nan : values.min() ?? .nan }
  public var maximum: Float { hasNaN ? .nan : values.max() ?? .nan }

  private var hasNaN: Bool { values.contains(where: \.isNaN) }

  /// Reduces one dimension; the dimension is dropped from the shape.
  public func reduced(along dimension: Int, _ reduction: ([Float]) -> Float) -> Tensor {
    precondition(shape.indices.contains(dimension))
    let inner = shape[(dimension + 1)...].reduce(1, *)
    let extent = shape[dimension]
    let outer = shape[..<dimension].reduce(1, *)
    var result: [Float] = []
    result.reserveCapacity(outer * inner)
    for o in 0..<outer {
      for i in 0..<inner {
        result.append(reduction((0..<extent).map { values[(o * extent + $0) * inner + i] }))
      }
    }
    return Tensor(shape: Array(shape[..<dimension] + shape[(dimension + 1)...]), values: result)
  }

  /// Position of the largest value, the first of equals.
  public static func argmax(_ values: some Collection<Float>) -> Int {
    var best = 0
    var bestValue = -Float.infinity
    for (position, value) in values.enumerated() where value > bestValue {
      (best, bestValue) = (position, value)
    }
    return best
  }

  /// The value below which `fraction` of all lie, interpolated linearly between the sorted
  /// neighbours (NumPy's default). nan when any value is.
  public func quantile(_ fraction: Double) -> Float {
    guard count > 0, !fraction.isNaN, !hasNaN else { return .nan }
    let sorted = values.sorted()
    let place = min(max(fraction, 0), 1) * Double(count - 1)
    let low = Int(place)
    let high = min(low + 1, count - 1)
    return sorted[low] + Float(place - Double(low)) * (sorted[high] - sorted[low])
  }

  /// Counts in `bins` equal intervals between the smallest and the largest value, which begin at
  /// their lower edges; the last interval is closed. Values that are not finite are left out.
  public func histogram(bins: Int) -> (edges: [Double], counts: [Int]) {
    let edges = histogramEdges(bins: bins)
    return (edges, counts(between: edges))
  }

  /// Equal values stand in the middle of intervals that are wide enough to have distinct edges.
  private func histogramEdges(bins: Int) -> [Double] {
    precondition(bins > 0)
    let finite = values.filter(\.isFinite)
    var low = Double(finite.min() ?? 0)
    var high = Double(finite.max() ?? 1)
    if low == high {
      let half = max(0.5, low.ulp * Double(bins))
      (low, high) = (low - half, high + half)
    }
    return (0...bins).map { low + (high - low) * Double($0) / Double(bins) }
  }

  /// Counts in the intervals between equally spaced ascending `edges`, such as those of a histogram
  /// of several tensors. Values outside of them, and those that are not finite, are left out.
  public func counts(between edges: [Double]) -> [Int] {
    let (low, high, bins) = (edges[0], edges[edges.count - 1], edges.count - 1)
    var counts = [Int](repeating: 0, count: bins)
    for value in values.lazy.map(Double.init) where low <= value && value <= high {
      let place = min(bins - 1, Int((value - low) / (high - low) * Double(bins)))
      counts[Self.interval(of: value, near: place, edges)] += 1
    }
    return counts
  }

  /// Counts divided by all of them and by the widths of their intervals: the area is 1. Zeros where
  /// nothing was counted.
  public static func density(of counts: [Int], between edges: [Double]) -> [Double] {
    let all = Double(max(1, counts.reduce(0, +)))
    return counts.indices.map { Double(counts[$0]) / all / (edges[$0 + 1] - edges[$0]) }
  }

  /// The division rounds: a value on an edge may land one interval off.
  private static func interval(of value: Double, near place: Int, _ edges: [Double]) -> Int {
    if value < edges[place] { return place - 1 }
    return place + 2 < edges.count && value >= edges[place + 1] ? place + 1 : place
  }
}
