import Tensors

/// 50 000 weights of a pruned layer: nearly normal with deviation 0.036, those below 0.038 removed.
/// Multiples of 2^-20, so that another program makes exactly the same ones; Python, with the
/// generator of RandomSourceTests: ```python r = Xoshiro(50); v = [] while len(v) < 50000:
///     z = r.next(); m = sum((z >> s) & 0xffff for s in (0, 16, 32, 48)) - 131070
///     if abs(m) > 40000: v.append(m * 2.0**-20)
/// ```
func prunedSample(count: Int = 50_000) -> [Float] {
  var random = RandomSource(seed: 50)
  var values: [Float] = []
  while values.count < count {
    let word = random.next()
    let sum = [0, 16, 32, 48].reduce(-131_070) { $0 + Int(word >> UInt64($1) & 0xffff) }
    if abs(sum) > 40_000 { values.append(Float(sum) * 0x1p-20) }
  }
  return values
}

/// The sum of squared distances to the nearest centroid, by its definition.
func naiveError(_ values: [Float], _ centroids: [Double]) -> Double {
  values.reduce(0) { sum, value in
    sum + (centroids.map { (Double(value) - $0) * (Double(value) - $0) }.min() ?? .infinity)
  }
}

/// The least error of at most k clusters, by trying every way to cut the sorted values into runs.
func bruteForceError(_ values: [Float], k: Int) -> Double {
  func best(_ rest: ArraySlice<Double>, _ k: Int) -> Double {
    guard !rest.isEmpty else { return 0 }
    guard k > 0 else { return .infinity }
    return rest.indices.map { end in
      let run = rest[...end]
      let mean = run.reduce(0, +) / Double(run.count)
      return run.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + best(rest[(end + 1)...], k - 1)
    }.min() ?? 0
  }
  return best(values.map(Double.init).sorted()[...], k)
}
