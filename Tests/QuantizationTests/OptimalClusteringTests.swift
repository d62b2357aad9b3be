import Quantization
import Tensors
import TestSupport
import Testing

struct OptimalClusteringTests {
  @Test(arguments: 1...6)
  func smallSetsReachTheBruteForceOptimum(k: Int) {
    for seed in 0..<20 as Range<UInt64> {
      let values = (seed < 10 ? Tensor.normal([11], seed: seed) : .wholeNumbers([11], seed: seed))
        .values.sorted()
      let centroids = OptimalClustering(sorted: values).centroids(k)
      #expect(centroids.count == k)
      #expect(abs(naiveError(values, centroids) - bruteForceError(values, k: k)) < 1e-12)
    }
  }

  @Test func fewerValuesThanClusters() {
    #expect(OptimalClustering(sorted: [1, 2]).centroids(5) == [1, 2])
    #expect(OptimalClustering(sorted: [3]).centroids(1) == [3])
  }

  @Test func equalValuesHaveOneMean() {
    let centroids = OptimalClustering(sorted: [Float](repeating: 0.1, count: 9000)).centroids(4)
    #expect(centroids.allSatisfy { abs($0 - Double(Float(0.1))) < 1e-15 })
  }

  /// The exact optimum of the sample, by dynamic programming over all 50 000 values, without cells:
  /// ```python v.sort(); S = r_[0, cumsum(v)]; Q = r_[0, cumsum(v * v)] cost = lambda i, j: Q[j] -
  /// Q[i] - (S[j] - S[i])**2 / (j - i) D = r_[0, cost(0, arange(1, n + 1))] for c in range(2, 65):
  /// # divide and conquer: the best start never moves left
  ///     N = full(n + 1, inf); todo = [(c, n, c - 1, n - 1)]
  ///     while todo:
  ///         lo, hi, a, b = todo.pop()
  ///         if lo > hi: continue
  ///         m = (lo + hi) // 2; i = arange(a, min(b, m - 1) + 1); t = D[i] + cost(i, m); j =
  ///         t.argmin(); N[m] = t[j]
  ///         todo += [(lo, m - 1, a, i[j]), (m + 1, hi, i[j], b)]
  ///     D = N; print(c, D[n])
  /// ```
  static let optima: [(Int, Double)] = [
    (2, 9.986248656854613), (4, 3.062629599184369), (8, 0.8510881221098536),
    (16, 0.22999902819478013),
    (32, 0.05922896650484044), (64, 0.014842893008692126),
  ]

  /// Promised: within 0.5%. Cells leave at most a hundredth of that, once Lloyd has moved the
  /// borders.
  @Test(arguments: optima)
  func largeSetsComeCloseToTheExactOptimum(k: Int, optimum: Double) {
    var random = RandomSource(seed: 1)
    let found = KMeans(prunedSample(), k: k, initialization: .optimal, random: &random)
    #expect(found.centroids.count == k)
    #expect(found.error >= optimum * (1 - 1e-9))
    #expect(found.error <= optimum * 1.00005)
  }

  /// No start of the paper's beats it.
  @Test(arguments: [CentroidInitialization.linear, .density, .forgy])
  func otherStartsAreNotBetter(initialization: CentroidInitialization) {
    var random = RandomSource(seed: 1)
    let found = KMeans(prunedSample(), k: 16, initialization: initialization, random: &random)
    #expect(found.error >= Self.optima[3].1 * (1 - 1e-9))
  }
}
